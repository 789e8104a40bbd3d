"""What whoever runs the service types: the `partnership` command, the worker, the demo."""
