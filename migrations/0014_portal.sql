-- Customers in the portal: their sessions, and the requests to sign in by a mailed code.
CREATE TABLE `portal_sessions` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`customer_id` text NOT NULL,
	`cookie_hash` text NOT NULL,
	`way` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`usable_until` integer NOT NULL,
	`idle_ms` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`user_agent` text,
	`return_url` text,
	`locale` text,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `portal_sessions_by_cookie` ON `portal_sessions` (`account_id`,`cookie_hash`);--> statement-breakpoint
CREATE INDEX `portal_sessions_by_customer` ON `portal_sessions` (`account_id`,`customer_id`,`expires_at`);--> statement-breakpoint
CREATE INDEX `portal_sessions_by_age` ON `portal_sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `sign_ins` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`address` text NOT NULL,
	`key_id` text NOT NULL,
	`browser_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`proven_at` integer,
	`used_at` integer,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE INDEX `sign_ins_by_address` ON `sign_ins` (`account_id`,`address`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_ins_by_age` ON `sign_ins` (`created_at`);--> statement-breakpoint
CREATE INDEX `customers_by_address` ON `customers` (`account_id`,lower("email"));