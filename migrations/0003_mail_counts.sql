CREATE TABLE `mail_counts` (
	`account_id` text NOT NULL,
	`counted` text NOT NULL,
	`day` text NOT NULL,
	`count` integer NOT NULL,
	`most` integer NOT NULL,
	PRIMARY KEY(`account_id`, `counted`, `day`)
);
--> statement-breakpoint
CREATE INDEX `mail_counts_by_day` ON `mail_counts` (`day`);--> statement-breakpoint
-- The commit that would pass a limit fails as a whole: a count that was read before it would let several through at once.
CREATE TRIGGER mail_counts_first BEFORE INSERT ON mail_counts WHEN NEW.count > NEW.most BEGIN
  SELECT RAISE(ABORT, 'limit_reached');
END;
--> statement-breakpoint
CREATE TRIGGER mail_counts_next BEFORE UPDATE ON mail_counts WHEN NEW.count > NEW.most BEGIN
  SELECT RAISE(ABORT, 'limit_reached');
END;
