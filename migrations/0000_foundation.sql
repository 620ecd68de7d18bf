CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`state` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `api_keys` (
	`hash` text PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`account_id` text NOT NULL,
	`livemode` integer NOT NULL,
	`created_at` integer NOT NULL,
	`revoked_at` integer
);
--> statement-breakpoint
CREATE TABLE `files` (
	`account_id` text NOT NULL,
	`hash` text NOT NULL,
	`type` text NOT NULL,
	`body` text NOT NULL,
	PRIMARY KEY(`account_id`, `hash`)
);
--> statement-breakpoint
CREATE TABLE `events` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`object_kind` text NOT NULL,
	`object_id` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`data` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`request_id` text,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `events_one_writer` ON `events` (`account_id`,`object_id`,`seq`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`account_id` text NOT NULL,
	`key` text NOT NULL,
	`fingerprint` text NOT NULL,
	`request_id` text NOT NULL,
	`result_id` text,
	`status` integer,
	`body` text,
	`locked_until` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_by_age` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `coupons` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `coupons_newest` ON `coupons` (`account_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `customers` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`email` text,
	`state` text NOT NULL,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `customers_newest` ON `customers` (`account_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `customers_by_email` ON `customers` (`account_id`,`email`);--> statement-breakpoint
CREATE TABLE `invoice_items` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`customer_id` text NOT NULL,
	`invoice_id` text,
	`state` text NOT NULL,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `invoice_items_newest` ON `invoice_items` (`account_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `invoice_items_by_customer` ON `invoice_items` (`account_id`,`customer_id`,`invoice_id`);--> statement-breakpoint
CREATE TABLE `invoices` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`customer_id` text NOT NULL,
	`status` text NOT NULL,
	`collection_method` text NOT NULL,
	`currency` text NOT NULL,
	`total_minor` integer NOT NULL,
	`amount_remaining_minor` integer NOT NULL,
	`due_at` integer,
	`number` text,
	`series` text,
	`sequence` integer,
	`state` text NOT NULL,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invoices_one_number` ON `invoices` (`account_id`,`number`) WHERE "invoices"."number" IS NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `invoices_no_gap` ON `invoices` (`account_id`,`series`,`sequence`) WHERE "invoices"."sequence" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `invoices_newest` ON `invoices` (`account_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `invoices_by_customer` ON `invoices` (`account_id`,`customer_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `invoices_by_status` ON `invoices` (`account_id`,`status`,`created_at`);--> statement-breakpoint
CREATE TABLE `links` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`recipient` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `links_by_invoice` ON `links` (`account_id`,`invoice_id`);--> statement-breakpoint
CREATE TABLE `number_series` (
	`account_id` text NOT NULL,
	`series` text NOT NULL,
	`last_used` integer NOT NULL,
	PRIMARY KEY(`account_id`, `series`)
);
--> statement-breakpoint
CREATE TABLE `payment_methods` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`customer_id` text NOT NULL,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `payment_methods_by_customer` ON `payment_methods` (`account_id`,`customer_id`);--> statement-breakpoint
CREATE TABLE `payments` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`invoice_id` text NOT NULL,
	`status` text NOT NULL,
	`provider` text NOT NULL,
	`provider_account` text NOT NULL,
	`provider_payment_id` text,
	`provider_session_id` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `payments_by_invoice` ON `payments` (`account_id`,`invoice_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `payments_by_provider_payment` ON `payments` (`account_id`,`provider`,`provider_payment_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `payments_by_provider_session` ON `payments` (`account_id`,`provider`,`provider_session_id`);--> statement-breakpoint
CREATE TABLE `tax_rates` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`active` integer NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `tax_rates_newest` ON `tax_rates` (`account_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `ledger_postings` (
	`account_id` text NOT NULL,
	`transaction_id` text NOT NULL,
	`position` integer NOT NULL,
	`ledger_account` text NOT NULL,
	`currency` text NOT NULL,
	`amount_minor` integer NOT NULL,
	PRIMARY KEY(`account_id`, `transaction_id`, `position`)
);
--> statement-breakpoint
CREATE INDEX `ledger_postings_by_account` ON `ledger_postings` (`account_id`,`ledger_account`,`currency`);--> statement-breakpoint
CREATE TABLE `ledger_transactions` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`currency` text NOT NULL,
	`cause_kind` text NOT NULL,
	`cause_id` text NOT NULL,
	`invoice_id` text,
	`customer_id` text,
	`day` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `ledger_one_posting_per_cause` ON `ledger_transactions` (`account_id`,`cause_kind`,`cause_id`);--> statement-breakpoint
CREATE INDEX `ledger_by_day` ON `ledger_transactions` (`account_id`,`day`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`payload` text NOT NULL,
	`dedupe_key` text NOT NULL,
	`created_at` integer NOT NULL,
	`done_at` integer,
	`outcome` text,
	`visible_at` integer,
	`fence` integer DEFAULT 0 NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_once` ON `outbox` (`account_id`,`dedupe_key`);--> statement-breakpoint
CREATE INDEX `outbox_due` ON `outbox` (`visible_at`) WHERE "outbox"."visible_at" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `outbox_by_subject` ON `outbox` (`account_id`,`subject_id`);--> statement-breakpoint
CREATE TABLE `provider_events` (
	`account_id` text NOT NULL,
	`provider` text NOT NULL,
	`id` text NOT NULL,
	`type` text NOT NULL,
	`payload` text NOT NULL,
	`received_at` integer NOT NULL,
	`applied_at` integer,
	`outcome` text,
	`visible_at` integer,
	`fence` integer DEFAULT 0 NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	PRIMARY KEY(`account_id`, `provider`, `id`)
);
--> statement-breakpoint
CREATE INDEX `provider_events_due` ON `provider_events` (`visible_at`) WHERE "provider_events"."visible_at" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `review_items` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`invoice_id` text,
	`detail` text NOT NULL,
	`created_at` integer NOT NULL,
	`resolved_at` integer,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `review_items_once` ON `review_items` (`account_id`,`kind`,`subject`);--> statement-breakpoint
CREATE TABLE `timers` (
	`account_id` text NOT NULL,
	`subject_id` text NOT NULL,
	`kind` text NOT NULL,
	`due_at` integer,
	`visible_at` integer,
	`fence` integer DEFAULT 0 NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	PRIMARY KEY(`account_id`, `subject_id`, `kind`)
);
--> statement-breakpoint
CREATE INDEX `timers_due` ON `timers` (`visible_at`) WHERE "timers"."visible_at" IS NOT NULL;