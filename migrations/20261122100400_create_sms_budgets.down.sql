DROP TABLE sms_budgets;
