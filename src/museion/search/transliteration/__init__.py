"""How names sound, whatever their script, so that Шишкин is found as Shishkin, Schischkin and シシキン. Pure functions."""
