-- AlterTable
ALTER TABLE "reward" ADD COLUMN     "losers" TEXT NOT NULL DEFAULT 'spent',
ADD COLUMN     "winners" SMALLINT NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "fulfillment" ADD COLUMN     "cancel_by" BIGINT,
ADD COLUMN     "cancel_why" TEXT;

-- CreateTable
CREATE TABLE "fulfiller_account" (
    "program_id" SMALLINT NOT NULL,
    "fulfiller" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "names" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by" BIGINT,
    "tested_at" TIMESTAMPTZ(3),
    "tested_well" BOOLEAN,
    "tested_words" TEXT NOT NULL DEFAULT '',
    "heard_at" TIMESTAMPTZ(3),
    "refused_at" TIMESTAMPTZ(3),

    CONSTRAINT "fulfiller_account_pkey" PRIMARY KEY ("program_id","fulfiller")
);

-- CreateTable
CREATE TABLE "fulfiller_message" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "fulfiller" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "order_id" BIGINT,
    "outcome" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fulfiller_message_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "trust_mark" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "member_id" BIGINT NOT NULL,
    "trusted" BOOLEAN,
    "why" TEXT NOT NULL,
    "by_id" BIGINT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "trust_mark_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "raffle_stub" (
    "program_id" SMALLINT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "ticket" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "raffle_stub_pkey" PRIMARY KEY ("program_id","order_id")
);

-- CreateIndex
CREATE INDEX "fulfiller_message_program_id_fulfiller_id_idx" ON "fulfiller_message"("program_id", "fulfiller", "id");

-- CreateIndex
CREATE INDEX "trust_mark_program_id_member_id_id_idx" ON "trust_mark"("program_id", "member_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "raffle_stub_program_id_ticket_key" ON "raffle_stub"("program_id", "ticket");

-- By hand from here on.
ALTER TABLE "reward" ADD CONSTRAINT "reward_raffle" CHECK ("winners" > 0 AND "losers" IN ('spent', 'back'));
ALTER TABLE "trust_mark" ADD CONSTRAINT "trust_mark_why" CHECK (length("why") >= 3);
ALTER TABLE "raffle_stub" ADD CONSTRAINT "raffle_stub_order" FOREIGN KEY ("program_id", "order_id") REFERENCES "store_order" ("program_id", "id");
-- A later message names a fulfillment by (a part of) the vendor's reference.
CREATE INDEX "fulfillment_reference" ON "fulfillment" ("program_id", "fulfiller", "reference") WHERE "reference" IS NOT NULL;

-- What was handed to somebody else keeps the id it is known by, and is asked to stop only with words for the member.
ALTER TABLE "fulfillment"
  ADD CONSTRAINT "fulfillment_stop" CHECK ("state" <> 'cancelling' OR "cancel_why" IS NOT NULL),
  ADD CONSTRAINT "fulfillment_known" CHECK (length("external_id") BETWEEN 1 AND 32);
CREATE FUNCTION "keep_external_id"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."order_id", NEW."external_id", NEW."fulfiller") IS DISTINCT FROM (OLD."order_id", OLD."external_id", OLD."fulfiller") THEN
    RAISE EXCEPTION 'an order is known to its fulfiller by one id, for good' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "fulfillment_kept" BEFORE UPDATE ON "fulfillment" FOR EACH ROW EXECUTE FUNCTION keep_external_id();

DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['fulfiller_message', 'trust_mark', 'raffle_stub'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', kept || '_kept', kept);
    EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', kept || '_whole', kept);
  END LOOP;
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    REVOKE UPDATE, DELETE ON "fulfiller_message", "trust_mark", "raffle_stub" FROM laurel_app;
    REVOKE DELETE ON "fulfillment" FROM laurel_app;
  END IF;
END $$;
