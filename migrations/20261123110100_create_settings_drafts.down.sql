DROP TABLE settings_drafts;
