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
CREATE INDEX `provider_feeds_due` ON `provider_feeds` (`visible_at`) WHERE "provider_feeds"."visible_at" IS NOT NULL;--> statement-breakpoint
-- Who has payments already is looked after from now on, as far back as a provider's list reaches.
INSERT INTO `provider_feeds` (`account_id`, `provider`, `read_until`, `visible_at`)
SELECT `account_id`, `provider`, max(min(`created_at`), (unixepoch() - 29 * 86400) * 1000), unixepoch() * 1000
FROM `payments` WHERE `provider` <> 'none' GROUP BY `account_id`, `provider`;
