DROP TABLE playlist_entries;
