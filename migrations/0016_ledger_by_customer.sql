CREATE INDEX `ledger_by_customer` ON `ledger_transactions` (`account_id`,`customer_id`,`day`);
