-- An erased customer gets nothing new, whoever writes it and whenever they read: the commit fails, and is decided again.
CREATE INDEX `events_erased_customers` ON `events` (`account_id`,`object_id`) WHERE "events"."type" = 'customer.erased';--> statement-breakpoint
-- A move copies what is there.
CREATE VIEW customer_not_erased AS SELECT '' AS account_id, '' AS customer_id;
--> statement-breakpoint
CREATE TRIGGER customer_not_erased_holds INSTEAD OF INSERT ON customer_not_erased BEGIN
  SELECT RAISE(ABORT, 'customer_erased')
  WHERE EXISTS (
      SELECT 1 FROM events WHERE account_id = NEW.account_id AND object_id = NEW.customer_id AND type = 'customer.erased'
    )
    AND NOT EXISTS (SELECT 1 FROM account_fences WHERE account_id = NEW.account_id AND state = 'mover');
END;
--> statement-breakpoint
CREATE TRIGGER invoices_not_of_erased BEFORE INSERT ON invoices BEGIN
  INSERT INTO customer_not_erased (account_id, customer_id) VALUES (NEW.account_id, NEW.customer_id);
END;
--> statement-breakpoint
CREATE TRIGGER invoices_not_issued_to_erased BEFORE UPDATE OF status ON invoices
WHEN OLD.status = 'draft' AND NEW.status <> 'draft' BEGIN
  INSERT INTO customer_not_erased (account_id, customer_id) VALUES (NEW.account_id, NEW.customer_id);
END;
--> statement-breakpoint
-- An upsert inserts too, and what is there already is erased later, in its turn.
CREATE TRIGGER invoice_items_not_of_erased BEFORE INSERT ON invoice_items
WHEN NOT EXISTS (SELECT 1 FROM invoice_items WHERE account_id = NEW.account_id AND id = NEW.id) BEGIN
  INSERT INTO customer_not_erased (account_id, customer_id) VALUES (NEW.account_id, NEW.customer_id);
END;
--> statement-breakpoint
CREATE TRIGGER links_not_of_erased BEFORE INSERT ON links BEGIN
  INSERT INTO customer_not_erased (account_id, customer_id)
    SELECT account_id, customer_id FROM invoices WHERE account_id = NEW.account_id AND id = NEW.invoice_id;
END;
--> statement-breakpoint
CREATE TRIGGER portal_sessions_not_of_erased BEFORE INSERT ON portal_sessions BEGIN
  INSERT INTO customer_not_erased (account_id, customer_id) VALUES (NEW.account_id, NEW.customer_id);
END;
--> statement-breakpoint
CREATE TRIGGER passkeys_not_of_erased BEFORE INSERT ON passkeys BEGIN
  INSERT INTO customer_not_erased (account_id, customer_id) VALUES (NEW.account_id, NEW.customer_id);
END;
--> statement-breakpoint
CREATE TRIGGER messages_not_of_erased BEFORE INSERT ON events WHEN NEW.type = 'message.written' BEGIN
  INSERT INTO customer_not_erased (account_id, customer_id)
    SELECT account_id, customer_id FROM invoices WHERE account_id = NEW.account_id AND id = NEW.object_id;
END;
--> statement-breakpoint
-- And whoever has something open is not erased: money that arrives needs somebody whom it comes from.
CREATE TRIGGER customers_erased_settled BEFORE INSERT ON events WHEN NEW.type = 'customer.erased' BEGIN
  SELECT RAISE(ABORT, 'customer_unsettled')
  WHERE (
      EXISTS (SELECT 1 FROM invoices WHERE account_id = NEW.account_id AND customer_id = NEW.object_id AND status = 'open')
      OR EXISTS (
        SELECT 1 FROM payments JOIN invoices ON invoices.account_id = payments.account_id AND invoices.id = payments.invoice_id
        WHERE payments.account_id = NEW.account_id AND payments.status NOT IN ('succeeded', 'failed', 'canceled')
          AND invoices.customer_id = NEW.object_id
      )
    )
    AND NOT EXISTS (SELECT 1 FROM account_fences WHERE account_id = NEW.account_id AND state = 'mover');
END;
