-- CreateTable
CREATE TABLE "reward" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL DEFAULT '',
    "pictures" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "state" TEXT NOT NULL DEFAULT 'draft',
    "price" INTEGER NOT NULL,
    "offers" JSONB NOT NULL DEFAULT '[]',
    "approval" TEXT NOT NULL DEFAULT 'manual',
    "high_value" BOOLEAN NOT NULL DEFAULT false,
    "min_level" INTEGER,
    "segment_id" INTEGER,
    "badge_slug" TEXT,
    "countries" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "limit_count" INTEGER,
    "limit_period" TEXT,
    "opens_at" TIMESTAMPTZ(3),
    "closes_at" TIMESTAMPTZ(3),
    "budget" INTEGER,
    "cost" INTEGER NOT NULL DEFAULT 0,
    "tax_value" INTEGER NOT NULL DEFAULT 0,
    "ships_from" TEXT,
    "served" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "duty_free" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "duties_note" TEXT NOT NULL DEFAULT '',
    "days_least" SMALLINT,
    "days_most" SMALLINT,
    "fulfiller" TEXT NOT NULL DEFAULT 'manual',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "benefits" TEXT NOT NULL DEFAULT '',
    "draws_at" TIMESTAMPTZ(3),
    "position" INTEGER NOT NULL DEFAULT 0,
    "restock" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reward_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "variant" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "reward_id" INTEGER NOT NULL,
    "size" TEXT NOT NULL DEFAULT '',
    "color" TEXT NOT NULL DEFAULT '',
    "sku" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL DEFAULT 'live',
    "unlimited" BOOLEAN NOT NULL DEFAULT false,
    "stocked" INTEGER NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,
    "sold" INTEGER NOT NULL DEFAULT 0,
    "low_at" INTEGER NOT NULL DEFAULT 5,

    CONSTRAINT "variant_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "stock_move" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "variant_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "stocked" INTEGER NOT NULL DEFAULT 0,
    "held" INTEGER NOT NULL DEFAULT 0,
    "sold" INTEGER NOT NULL DEFAULT 0,
    "order_id" BIGINT,
    "by_id" BIGINT,
    "reason" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stock_move_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "reward_code" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "variant_id" INTEGER NOT NULL,
    "sealed" BYTEA NOT NULL,
    "hash" TEXT NOT NULL,
    "order_id" BIGINT,
    "added_by" BIGINT,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "given_at" TIMESTAMPTZ(3),

    CONSTRAINT "reward_code_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "store_order" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "reward_id" INTEGER NOT NULL,
    "variant_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "choice" TEXT NOT NULL DEFAULT '',
    "price" INTEGER NOT NULL,
    "cost" INTEGER NOT NULL DEFAULT 0,
    "tax_value" INTEGER NOT NULL DEFAULT 0,
    "state" TEXT NOT NULL,
    "waits" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "needs_one" BOOLEAN NOT NULL,
    "needs_two" BOOLEAN NOT NULL DEFAULT false,
    "approved_by" BIGINT,
    "second_by" BIGINT,
    "parts" JSONB NOT NULL,
    "activity_id" BIGINT,
    "country" TEXT,
    "public_thanks" BOOLEAN NOT NULL DEFAULT false,
    "note" TEXT NOT NULL DEFAULT '',
    "hold_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "store_order_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "order_event" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "order_id" BIGINT NOT NULL,
    "from_state" TEXT,
    "to_state" TEXT NOT NULL,
    "by_id" BIGINT,
    "why" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_event_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "order_address" (
    "program_id" SMALLINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "hash" TEXT NOT NULL,
    "erase_after" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "order_address_pkey" PRIMARY KEY ("program_id","order_id")
);

-- CreateTable
CREATE TABLE "fulfillment" (
    "program_id" SMALLINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "fulfiller" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reference" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fulfillment_pkey" PRIMARY KEY ("program_id","order_id")
);

-- CreateTable
CREATE TABLE "shipment" (
    "program_id" SMALLINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "parcel" TEXT NOT NULL,
    "carrier" TEXT NOT NULL DEFAULT '',
    "number" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL DEFAULT '',
    "shipped_at" TIMESTAMPTZ(3) NOT NULL,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "shipment_pkey" PRIMARY KEY ("program_id","order_id","parcel")
);

-- CreateTable
CREATE TABLE "wish" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "reward_id" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "told" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "wish_pkey" PRIMARY KEY ("program_id","member_id","reward_id")
);

-- CreateTable
CREATE TABLE "price_change" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "reward_id" INTEGER NOT NULL,
    "from_price" INTEGER NOT NULL,
    "to_price" INTEGER NOT NULL,
    "from_offers" JSONB NOT NULL,
    "to_offers" JSONB NOT NULL,
    "announced_at" TIMESTAMPTZ(3) NOT NULL,
    "holds_from" TIMESTAMPTZ(3) NOT NULL,
    "applied_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),
    "by_id" BIGINT,

    CONSTRAINT "price_change_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "store_policy" (
    "program_id" SMALLINT NOT NULL,
    "unit" TEXT NOT NULL DEFAULT 'EUR',
    "yearly_limit" INTEGER,
    "hold_days" SMALLINT NOT NULL DEFAULT 14,
    "notice_days" SMALLINT NOT NULL DEFAULT 14,
    "address_days" SMALLINT NOT NULL DEFAULT 30,
    "trust_days" SMALLINT NOT NULL DEFAULT 30,
    "trust_orders" SMALLINT NOT NULL DEFAULT 1,
    "burst" SMALLINT NOT NULL DEFAULT 3,

    CONSTRAINT "store_policy_pkey" PRIMARY KEY ("program_id")
);

-- CreateTable
CREATE TABLE "shopper" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "country" TEXT,
    "size" TEXT NOT NULL DEFAULT '',
    "trusted" BOOLEAN,

    CONSTRAINT "shopper_pkey" PRIMARY KEY ("program_id","member_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "reward_program_id_slug_key" ON "reward"("program_id", "slug");

-- CreateIndex
CREATE INDEX "variant_program_id_reward_id_idx" ON "variant"("program_id", "reward_id");

-- CreateIndex
CREATE INDEX "stock_move_program_id_variant_id_id_idx" ON "stock_move"("program_id", "variant_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "reward_code_program_id_hash_key" ON "reward_code"("program_id", "hash");

-- CreateIndex
CREATE INDEX "store_order_program_id_member_id_id_idx" ON "store_order"("program_id", "member_id", "id");

-- CreateIndex
CREATE INDEX "store_order_program_id_reward_id_idx" ON "store_order"("program_id", "reward_id");

-- CreateIndex
CREATE INDEX "store_order_program_id_state_id_idx" ON "store_order"("program_id", "state", "id");

-- CreateIndex
CREATE UNIQUE INDEX "store_order_program_id_key_key" ON "store_order"("program_id", "key");

-- CreateIndex
CREATE INDEX "order_event_program_id_order_id_id_idx" ON "order_event"("program_id", "order_id", "id");

-- CreateIndex
CREATE INDEX "order_address_program_id_hash_idx" ON "order_address"("program_id", "hash");

-- CreateIndex
CREATE INDEX "fulfillment_program_id_state_retry_at_idx" ON "fulfillment"("program_id", "state", "retry_at");

-- CreateIndex
CREATE UNIQUE INDEX "fulfillment_program_id_external_id_key" ON "fulfillment"("program_id", "external_id");

-- CreateIndex
CREATE INDEX "wish_program_id_reward_id_idx" ON "wish"("program_id", "reward_id");

-- CreateIndex
CREATE INDEX "price_change_program_id_reward_id_id_idx" ON "price_change"("program_id", "reward_id", "id");

-- CreateIndex

-- By hand from here on.
ALTER TABLE "reward"
  ADD CONSTRAINT "reward_kind" CHECK ("kind" IN ('physical', 'code', 'access', 'experience', 'donation', 'raffle')),
  ADD CONSTRAINT "reward_state" CHECK ("state" IN ('draft', 'live', 'retired')),
  ADD CONSTRAINT "reward_approval" CHECK ("approval" IN ('auto', 'manual')),
  ADD CONSTRAINT "reward_price" CHECK ("price" > 0 AND "cost" >= 0 AND "tax_value" >= 0 AND "budget" >= 0),
  ADD CONSTRAINT "reward_limit" CHECK (("limit_count" IS NULL) = ("limit_period" IS NULL) AND "limit_count" > 0 AND "limit_period" IN ('day', 'week', 'month', 'year', 'ever')),
  ADD CONSTRAINT "reward_window" CHECK ("opens_at" < "closes_at"),
  ADD CONSTRAINT "reward_days" CHECK ("days_least" >= 0 AND "days_least" <= "days_most"),
  ADD CONSTRAINT "reward_slug" CHECK ("slug" ~ '^[a-z0-9][a-z0-9-]*$');

-- I7: what is held and sold was stocked.
ALTER TABLE "variant"
  ADD CONSTRAINT "variant_state" CHECK ("state" IN ('live', 'retired')),
  ADD CONSTRAINT "variant_counters" CHECK ("stocked" >= 0 AND "held" >= 0 AND "sold" >= 0),
  ADD CONSTRAINT "variant_free" CHECK ("unlimited" OR "held" + "sold" <= "stocked"),
  ADD CONSTRAINT "variant_reward" FOREIGN KEY ("program_id", "reward_id") REFERENCES "reward" ("program_id", "id");
ALTER TABLE "variant" SET (fillfactor = 50);
CREATE UNIQUE INDEX "variant_choice" ON "variant" ("program_id", "reward_id", "size", "color");

ALTER TABLE "stock_move"
  ADD CONSTRAINT "stock_move_kind" CHECK (
    ("kind" = 'stocked' AND "stocked" > 0 AND "held" = 0 AND "sold" = 0 AND "order_id" IS NULL)
    OR ("kind" = 'counted' AND "stocked" <> 0 AND "held" = 0 AND "sold" = 0 AND "order_id" IS NULL)
    OR ("kind" = 'hold' AND "stocked" = 0 AND "held" = 1 AND "sold" = 0 AND "order_id" IS NOT NULL)
    OR ("kind" = 'release' AND "stocked" = 0 AND "held" = -1 AND "sold" = 0 AND "order_id" IS NOT NULL)
    OR ("kind" = 'sell' AND "stocked" = 0 AND "held" = -1 AND "sold" = 1 AND "order_id" IS NOT NULL)
    OR ("kind" = 'missing' AND "stocked" IN (0, -1) AND "held" = -1 AND "sold" = 0 AND "order_id" IS NOT NULL)
    OR ("kind" = 'returned' AND "stocked" = 0 AND "held" = 0 AND "sold" = -1 AND "order_id" IS NOT NULL)),
  ADD CONSTRAINT "stock_move_variant" FOREIGN KEY ("program_id", "variant_id") REFERENCES "variant" ("program_id", "id");
-- A unit is held once, sold once, and comes back once.
CREATE UNIQUE INDEX "stock_move_once" ON "stock_move" ("program_id", "order_id", "kind") WHERE "order_id" IS NOT NULL;
CREATE UNIQUE INDEX "stock_move_back_once" ON "stock_move" ("program_id", "order_id") WHERE "kind" IN ('release', 'missing', 'returned');

-- Counters follow the moves, and nothing else writes them.
CREATE FUNCTION "count_stock"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "variant" v SET "stocked" = v."stocked" + m."stocked", "held" = v."held" + m."held", "sold" = v."sold" + m."sold"
  FROM (SELECT "program_id", "variant_id", sum("stocked")::int AS "stocked", sum("held")::int AS "held", sum("sold")::int AS "sold"
        FROM moved GROUP BY "program_id", "variant_id") AS m
  WHERE v."program_id" = m."program_id" AND v."id" = m."variant_id";
  RETURN NULL;
END $$;
CREATE TRIGGER "stock_move_counts" AFTER INSERT ON "stock_move" REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION count_stock();

-- A code is given to one order, for good.
CREATE UNIQUE INDEX "reward_code_order" ON "reward_code" ("program_id", "order_id") WHERE "order_id" IS NOT NULL;
CREATE INDEX "reward_code_free" ON "reward_code" ("program_id", "variant_id", "id") WHERE "order_id" IS NULL;
ALTER TABLE "reward_code" ADD CONSTRAINT "reward_code_given" CHECK (("order_id" IS NULL) = ("given_at" IS NULL));
CREATE FUNCTION "keep_code"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."order_id" IS NOT NULL OR (NEW."sealed", NEW."hash", NEW."variant_id") IS DISTINCT FROM (OLD."sealed", OLD."hash", OLD."variant_id") THEN
    RAISE EXCEPTION 'a code that was given stays given' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "reward_code_kept" BEFORE UPDATE ON "reward_code" FOR EACH ROW EXECUTE FUNCTION keep_code();

-- I8: one state, moves by one table, nobody approves for himself, two people where two are needed.
ALTER TABLE "store_order"
  ADD CONSTRAINT "store_order_state" CHECK ("state" IN ('requested', 'held', 'approved', 'in_fulfillment', 'shipped', 'delivered', 'rejected', 'cancelled', 'returned')),
  ADD CONSTRAINT "store_order_price" CHECK ("price" > 0),
  ADD CONSTRAINT "store_order_others" CHECK ("approved_by" <> "member_id" AND "second_by" <> "member_id" AND "approved_by" <> "second_by"),
  ADD CONSTRAINT "store_order_approved" CHECK (NOT "needs_one" OR "approved_by" IS NOT NULL OR "state" IN ('requested', 'held', 'rejected', 'cancelled')),
  ADD CONSTRAINT "store_order_twice" CHECK (NOT "needs_two" OR "second_by" IS NOT NULL OR "state" IN ('requested', 'held', 'rejected', 'cancelled')),
  ADD CONSTRAINT "store_order_reward" FOREIGN KEY ("program_id", "reward_id") REFERENCES "reward" ("program_id", "id"),
  ADD CONSTRAINT "store_order_variant" FOREIGN KEY ("program_id", "variant_id") REFERENCES "variant" ("program_id", "id");
CREATE INDEX "store_order_waiting" ON "store_order" ("program_id", "hold_until") WHERE "state" IN ('requested', 'held');

CREATE FUNCTION "move_order"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW."state" NOT IN ('requested', 'held') THEN
      RAISE EXCEPTION 'an order begins as requested or held' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW."key", NEW."member_id", NEW."reward_id", NEW."variant_id", NEW."price", NEW."parts") IS DISTINCT FROM
     (OLD."key", OLD."member_id", OLD."reward_id", OLD."variant_id", OLD."price", OLD."parts") THEN
    RAISE EXCEPTION 'what was ordered stays as it was ordered' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW."state" <> OLD."state" AND NOT (CASE OLD."state"
      WHEN 'requested' THEN NEW."state" IN ('held', 'approved', 'rejected', 'cancelled')
      WHEN 'held' THEN NEW."state" IN ('approved', 'rejected', 'cancelled')
      WHEN 'approved' THEN NEW."state" IN ('in_fulfillment', 'cancelled')
      WHEN 'in_fulfillment' THEN NEW."state" IN ('shipped', 'delivered', 'cancelled')
      WHEN 'shipped' THEN NEW."state" IN ('delivered', 'returned')
      WHEN 'delivered' THEN NEW."state" IN ('returned')
      ELSE false END) THEN
    RAISE EXCEPTION 'an order does not go from % to %', OLD."state", NEW."state" USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "store_order_moves" BEFORE INSERT OR UPDATE ON "store_order" FOR EACH ROW EXECUTE FUNCTION move_order();
CREATE TRIGGER "store_order_kept" BEFORE DELETE ON "store_order" FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Points go back at most once.
CREATE UNIQUE INDEX "order_event_back_once" ON "order_event" ("program_id", "order_id") WHERE "to_state" IN ('rejected', 'cancelled', 'returned');
CREATE UNIQUE INDEX "order_event_spent_once" ON "order_event" ("program_id", "order_id") WHERE "to_state" = 'shipped';
ALTER TABLE "order_event" ADD CONSTRAINT "order_event_order" FOREIGN KEY ("program_id", "order_id") REFERENCES "store_order" ("program_id", "id");
ALTER TABLE "order_address" ADD CONSTRAINT "order_address_order" FOREIGN KEY ("program_id", "order_id") REFERENCES "store_order" ("program_id", "id");
CREATE INDEX "order_address_due" ON "order_address" ("program_id", "erase_after") WHERE "erase_after" IS NOT NULL;
ALTER TABLE "fulfillment"
  ADD CONSTRAINT "fulfillment_state" CHECK ("state" IN ('waiting', 'sending', 'sent', 'failed', 'done', 'cancelling', 'cancelled')),
  ADD CONSTRAINT "fulfillment_order" FOREIGN KEY ("program_id", "order_id") REFERENCES "store_order" ("program_id", "id");
ALTER TABLE "shipment" ADD CONSTRAINT "shipment_order" FOREIGN KEY ("program_id", "order_id") REFERENCES "store_order" ("program_id", "id");
ALTER TABLE "wish" ADD CONSTRAINT "wish_reward" FOREIGN KEY ("program_id", "reward_id") REFERENCES "reward" ("program_id", "id");
ALTER TABLE "price_change"
  ADD CONSTRAINT "price_change_prices" CHECK ("to_price" > 0 AND "holds_from" >= "announced_at"),
  ADD CONSTRAINT "price_change_end" CHECK ("applied_at" IS NULL OR "withdrawn_at" IS NULL),
  ADD CONSTRAINT "price_change_reward" FOREIGN KEY ("program_id", "reward_id") REFERENCES "reward" ("program_id", "id");
CREATE UNIQUE INDEX "price_change_open" ON "price_change" ("program_id", "reward_id") WHERE "applied_at" IS NULL AND "withdrawn_at" IS NULL;
ALTER TABLE "store_policy" ADD CONSTRAINT "store_policy_days" CHECK ("hold_days" > 0 AND "notice_days" >= 0 AND "address_days" >= 0 AND "trust_days" >= 0
  AND "trust_orders" >= 0 AND "burst" > 0 AND "yearly_limit" >= 0);

DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['stock_move', 'order_event'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept || '_kept', kept);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept || '_whole', kept);
  END LOOP;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    REVOKE UPDATE, DELETE ON "stock_move", "order_event" FROM laurel_app;
    REVOKE DELETE ON "store_order", "reward_code" FROM laurel_app;
  END IF;
END $$;
