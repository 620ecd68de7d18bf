-- Documents that are stored from here on carry a code; those from before have none.
CREATE TABLE `document_codes` (
	`account_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`invoice_id` text NOT NULL,
	PRIMARY KEY(`account_id`, `code_hash`)
);
--> statement-breakpoint
CREATE INDEX `document_codes_by_code` ON `document_codes` (`code_hash`);
