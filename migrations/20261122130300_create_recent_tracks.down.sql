DROP TABLE recent_tracks;
