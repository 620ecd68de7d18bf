-- By what customers sign in without a code, and which challenge a session has answered with a new one.
CREATE TABLE `passkeys` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`customer_id` text NOT NULL,
	`credential_id` text NOT NULL,
	`public_key` text NOT NULL,
	`algorithm` integer NOT NULL,
	`counter` integer NOT NULL,
	`challenged_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	`user_agent` text NOT NULL,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `passkeys_by_credential` ON `passkeys` (`account_id`,`credential_id`);--> statement-breakpoint
CREATE INDEX `passkeys_by_customer` ON `passkeys` (`account_id`,`customer_id`,`created_at`);--> statement-breakpoint
ALTER TABLE `portal_sessions` ADD `challenged_at` integer;