-- What is due was kept as the first instant after its day; from here on it is the due date itself, for drafts too.
UPDATE `invoices` SET `due_at` = `due_at` - 1000 WHERE `due_at` IS NOT NULL;
--> statement-breakpoint
UPDATE `invoices` SET `due_at` = `created_at` + 86400000 * coalesce(json_extract(`state`, '$.terms.days'), 0)
WHERE `status` = 'draft' AND json_extract(`state`, '$.terms.kind') IN ('net', 'on_receipt');
--> statement-breakpoint
UPDATE `invoices` SET `due_at` = (unixepoch(json_extract(`state`, '$.terms.day')) + 86399) * 1000
WHERE `status` = 'draft' AND json_extract(`state`, '$.terms.kind') = 'on_day';
