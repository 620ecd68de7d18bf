-- What merchants' portals offer, and which configuration and flow a session was opened with.
CREATE TABLE `portal_configurations` (
	`account_id` text NOT NULL,
	`id` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`account_id`, `id`)
);
--> statement-breakpoint
ALTER TABLE `portal_sessions` ADD `configuration_id` text;--> statement-breakpoint
ALTER TABLE `portal_sessions` ADD `flow` text;