"""Files that partners add to a submission: taken as a stream, sealed, checked, then shown."""
