"""What the service does, whichever door asks for it. Nothing in here knows about the web."""
