CREATE TABLE `cash_receipts` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`provider` text NOT NULL,
	`provider_payment_id` text,
	`state` text NOT NULL,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cash_receipts_by_provider_payment` ON `cash_receipts` (`account_id`,`provider`,`provider_payment_id`);