"""The lead's place: programmes and their set-up, money, figures, reports; accounts and the trail."""
