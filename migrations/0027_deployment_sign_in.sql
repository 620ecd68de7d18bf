-- Customers also sign in at a page of the deployment: by an address that several merchants may know.
CREATE TABLE `deployment_sign_ins` (
	`id` text PRIMARY KEY NOT NULL,
	`address` text NOT NULL,
	`key_id` text NOT NULL,
	`browser_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`tries` integer DEFAULT 0 NOT NULL,
	`proven_at` integer,
	`session_id` text
);
--> statement-breakpoint
CREATE INDEX `deployment_sign_ins_by_address` ON `deployment_sign_ins` (`address`,`created_at`);--> statement-breakpoint
CREATE INDEX `deployment_sign_ins_by_age` ON `deployment_sign_ins` (`created_at`);--> statement-breakpoint
DROP INDEX `customers_by_address`;--> statement-breakpoint
CREATE INDEX `customers_by_address` ON `customers` (lower("email"),`account_id`);
