-- The numbers of all documents, of which invoices are one kind. The indexes on `invoices` stay until no Worker of the release before is
-- running: it takes its numbers there.
CREATE TABLE `document_numbers` (
	`account_id` text NOT NULL,
	`kind` text NOT NULL,
	`document_id` text NOT NULL,
	`number` text NOT NULL,
	`series` text,
	`sequence` integer,
	PRIMARY KEY(`account_id`, `kind`, `document_id`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `document_numbers_one_number` ON `document_numbers` (`account_id`, `number` COLLATE NOCASE);
--> statement-breakpoint
CREATE UNIQUE INDEX `document_numbers_no_gap` ON `document_numbers` (`account_id`, `series`, `sequence`) WHERE `sequence` IS NOT NULL;
--> statement-breakpoint
INSERT INTO `document_numbers` (`account_id`, `kind`, `document_id`, `number`, `series`, `sequence`)
SELECT `account_id`, 'invoice', `id`, `number`, `series`, `sequence` FROM `invoices`
WHERE `number` IS NOT NULL AND `account_id` NOT IN (SELECT `account_id` FROM `account_fences` WHERE `state` = 'closed');
