DROP TABLE settings_heads;
DROP TABLE settings_releases;
