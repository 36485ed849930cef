DROP TABLE active_users_daily;
DROP TABLE active_users_hourly;
DROP TABLE active_user_marks;
