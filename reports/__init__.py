"""What leaves Rhytid: pictures, charts and documents."""
