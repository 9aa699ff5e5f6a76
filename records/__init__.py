"""What is kept: clients, visits, photos, treatments and measurements, and their database."""
