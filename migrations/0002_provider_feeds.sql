CREATE TABLE `provider_feeds` (
	`account_id` text NOT NULL,
	`provider` text NOT NULL,
	`read_until` integer NOT NULL,
	`visible_at` integer,
	`fence` integer DEFAULT 0 NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`last_error` text,
	PRIMARY KEY(`account_id`, `provider`)
);
--> statement-breakpoint
CREATE INDEX `provider_feeds_due` ON `provider_feeds` (`visible_at`) WHERE "provider_feeds"."visible_at" IS NOT NULL;