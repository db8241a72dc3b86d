"""What who runs the site sees of it: one line a request, numbers for Prometheus, traces for OpenTelemetry. No person is in any of them."""
