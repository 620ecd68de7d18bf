-- kran-0086 and KRAN-0086 are one number to whoever pays, files or searches. Where a merchant has issued both already, this stops
-- and says so: which of the two stands is for a person to decide.
DROP INDEX `invoices_one_number`;
--> statement-breakpoint
CREATE UNIQUE INDEX `invoices_one_number` ON `invoices` (`account_id`, `number` COLLATE NOCASE) WHERE `number` IS NOT NULL;
