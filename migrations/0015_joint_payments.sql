-- A joint payment is a payment of each of its invoices, with the same ids at the provider. One of them stands for all.
ALTER TABLE `payments` ADD `part_of` text;
--> statement-breakpoint
DROP INDEX `payments_by_provider_payment`;
--> statement-breakpoint
DROP INDEX `payments_by_provider_session`;
--> statement-breakpoint
CREATE UNIQUE INDEX `payments_by_provider_payment` ON `payments` (`account_id`,`provider`,`provider_payment_id`) WHERE "payments"."part_of" IS NULL;
--> statement-breakpoint
CREATE UNIQUE INDEX `payments_by_provider_session` ON `payments` (`account_id`,`provider`,`provider_session_id`) WHERE "payments"."part_of" IS NULL;
--> statement-breakpoint
CREATE INDEX `payments_part_of` ON `payments` (`account_id`,`part_of`) WHERE "payments"."part_of" IS NOT NULL;
