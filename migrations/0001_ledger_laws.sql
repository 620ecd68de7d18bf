-- The journal is only ever added to; a correction is a new transaction.
CREATE TRIGGER ledger_postings_keep_update BEFORE UPDATE ON ledger_postings BEGIN
  SELECT RAISE(ABORT, 'ledger_append_only');
END;
--> statement-breakpoint
CREATE TRIGGER ledger_postings_keep_delete BEFORE DELETE ON ledger_postings BEGIN
  SELECT RAISE(ABORT, 'ledger_append_only');
END;
--> statement-breakpoint
CREATE TRIGGER ledger_transactions_keep_update BEFORE UPDATE ON ledger_transactions BEGIN
  SELECT RAISE(ABORT, 'ledger_append_only');
END;
--> statement-breakpoint
CREATE TRIGGER ledger_transactions_keep_delete BEFORE DELETE ON ledger_transactions BEGIN
  SELECT RAISE(ABORT, 'ledger_append_only');
END;
--> statement-breakpoint
-- Postings come first and their transaction closes them: two or more, one currency, integers, summing to zero.
CREATE TRIGGER ledger_transactions_balance BEFORE INSERT ON ledger_transactions BEGIN
  SELECT RAISE(ABORT, 'ledger_unbalanced')
  WHERE (
    SELECT count(*) < 2 OR sum(amount_minor) <> 0
      OR sum(currency <> NEW.currency) > 0 OR sum(typeof(amount_minor) <> 'integer') > 0
    FROM ledger_postings WHERE account_id = NEW.account_id AND transaction_id = NEW.id
  );
END;
--> statement-breakpoint
CREATE TRIGGER ledger_postings_closed BEFORE INSERT ON ledger_postings BEGIN
  SELECT RAISE(ABORT, 'ledger_closed')
  WHERE EXISTS (SELECT 1 FROM ledger_transactions WHERE account_id = NEW.account_id AND id = NEW.transaction_id);
END;
--> statement-breakpoint
CREATE TRIGGER events_keep_update BEFORE UPDATE ON events BEGIN
  SELECT RAISE(ABORT, 'events_append_only');
END;
--> statement-breakpoint
CREATE TRIGGER events_keep_delete BEFORE DELETE ON events BEGIN
  SELECT RAISE(ABORT, 'events_append_only');
END;
--> statement-breakpoint
-- A conditional UPDATE that matches nothing does not stop a batch; inserting a condition that does not hold here does.
CREATE VIEW guard AS SELECT 1 AS holds;
--> statement-breakpoint
CREATE TRIGGER guard_holds INSTEAD OF INSERT ON guard BEGIN
  SELECT RAISE(ABORT, 'guard_broken') WHERE NEW.holds IS NOT 1;
END;
