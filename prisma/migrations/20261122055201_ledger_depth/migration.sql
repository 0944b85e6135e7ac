-- AlterTable
ALTER TABLE "currency" ADD COLUMN     "about" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "ledger_block" (
    "program_id" SMALLINT NOT NULL,
    "id" INTEGER NOT NULL,
    "from_turn" BIGINT NOT NULL,
    "to_turn" BIGINT NOT NULL,
    "lines" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "marks" BYTEA NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_block_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "drift" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "what" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "member_id" BIGINT,
    "expected" TEXT NOT NULL,
    "found" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "gone_at" TIMESTAMPTZ(3),

    CONSTRAINT "drift_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "ledger_walk" (
    "program_id" SMALLINT NOT NULL,
    "name" TEXT NOT NULL,
    "cursor" BIGINT NOT NULL DEFAULT 0,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "passed_at" TIMESTAMPTZ(3),

    CONSTRAINT "ledger_walk_pkey" PRIMARY KEY ("program_id","name")
);

-- CreateTable
CREATE TABLE "expiry_notice" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "member_id" BIGINT NOT NULL,
    "currency" SMALLINT NOT NULL,
    "due_on" DATE NOT NULL,
    "expires_on" DATE NOT NULL,
    "amount" BIGINT NOT NULL,
    "first_at" TIMESTAMPTZ(3) NOT NULL,
    "second_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "expiry_notice_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "bulk_award" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "by_id" BIGINT NOT NULL,
    "amount" BIGINT NOT NULL,
    "currency" SMALLINT NOT NULL,
    "reason" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "undo_until" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" BIGINT,

    CONSTRAINT "bulk_award_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "bulk_award_line" (
    "program_id" SMALLINT NOT NULL,
    "bulk_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "seq" INTEGER NOT NULL,
    "activity_id" BIGINT NOT NULL,

    CONSTRAINT "bulk_award_line_pkey" PRIMARY KEY ("program_id","bulk_id","member_id")
);

-- CreateTable
CREATE TABLE "member_merge" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" BIGINT NOT NULL,
    "into_id" BIGINT NOT NULL,
    "by_id" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "turn" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "split_by" BIGINT,
    "split_turn" BIGINT,
    "split_at" TIMESTAMPTZ(3),

    CONSTRAINT "member_merge_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "ledger_policy" (
    "program_id" SMALLINT NOT NULL,
    "from_turn" BIGINT NOT NULL,
    "debt" TEXT NOT NULL,
    "expiry_months" SMALLINT,
    "warn_days" INTEGER[],
    "worth" INTEGER,
    "worth_unit" TEXT NOT NULL DEFAULT '',
    "set_by" BIGINT,
    "set_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ledger_policy_pkey" PRIMARY KEY ("program_id","from_turn")
);

-- CreateIndex
CREATE INDEX "drift_program_id_gone_at_id_idx" ON "drift"("program_id", "gone_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "expiry_notice_program_id_member_id_currency_due_on_key" ON "expiry_notice"("program_id", "member_id", "currency", "due_on");

-- CreateIndex
CREATE UNIQUE INDEX "bulk_award_program_id_key_key" ON "bulk_award"("program_id", "key");

-- CreateIndex
CREATE INDEX "member_merge_program_id_member_id_idx" ON "member_merge"("program_id", "member_id");

-- CreateIndex
CREATE INDEX "member_merge_program_id_into_id_idx" ON "member_merge"("program_id", "into_id");

-- What a reversal could not take back because it was spent may be given up: an account of its own.
ALTER TABLE "transfer" DROP CONSTRAINT "transfer_accounts";
ALTER TABLE "transfer" ADD CONSTRAINT "transfer_accounts"
  CHECK ("from_account" BETWEEN 0 AND 7 AND "to_account" BETWEEN 0 AND 7 AND "from_account" <> "to_account");

-- Lines are written in the order of turns, so a few bytes a page suffice to find the lines of a turn.
CREATE INDEX "transfer_turn" ON "transfer" USING brin ("program_id", "turn") WITH (pages_per_range = 32, autosummarize = on);

ALTER TABLE "currency" ADD CONSTRAINT "currency_slug" CHECK ("slug" ~ '^[a-z][a-z0-9-]*$');
ALTER TABLE "ledger_block"
  ADD CONSTRAINT "ledger_block_turns" CHECK ("from_turn" > 0 AND "to_turn" >= "from_turn" AND octet_length("marks") = 8 * ("to_turn" - "from_turn" + 1)),
  ADD CONSTRAINT "ledger_block_hash" CHECK (octet_length("hash") = 32 AND "id" > 0 AND "lines" >= 0);
CREATE UNIQUE INDEX "ledger_block_from" ON "ledger_block" ("program_id", "from_turn");
CREATE UNIQUE INDEX "drift_open" ON "drift" ("program_id", "what", "place") WHERE "gone_at" IS NULL;
ALTER TABLE "expiry_notice" ADD CONSTRAINT "expiry_notice_amount" CHECK ("amount" > 0);
ALTER TABLE "bulk_award" ADD CONSTRAINT "bulk_award_amount" CHECK ("amount" > 0 AND "undo_until" > "made_at");

-- Nobody is merged twice at a time, nor into themselves.
CREATE UNIQUE INDEX "member_merge_once" ON "member_merge" ("program_id", "member_id") WHERE "split_at" IS NULL;
ALTER TABLE "member_merge" ADD CONSTRAINT "member_merge_others" CHECK ("member_id" <> "into_id");
ALTER TABLE "member" ADD CONSTRAINT "member_merged_others" CHECK ("merged_into" <> "id");
CREATE INDEX "member_merged" ON "member" ("program_id", "merged_into") WHERE "merged_into" IS NOT NULL;

ALTER TABLE "ledger_policy"
  ADD CONSTRAINT "ledger_policy_debt" CHECK ("debt" IN ('owe', 'write_off')),
  ADD CONSTRAINT "ledger_policy_expiry" CHECK ("expiry_months" IS NULL OR ("expiry_months" > 0 AND cardinality("warn_days") = 2 AND "warn_days"[1] > "warn_days"[2] AND "warn_days"[2] > 0)),
  ADD CONSTRAINT "ledger_policy_worth" CHECK ("worth" >= 0);

CREATE TRIGGER "ledger_block_kept" BEFORE UPDATE OR DELETE ON "ledger_block" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ledger_block_whole" BEFORE TRUNCATE ON "ledger_block" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ledger_policy_kept" BEFORE UPDATE OR DELETE ON "ledger_policy" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "ledger_policy_whole" BEFORE TRUNCATE ON "ledger_policy" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    REVOKE UPDATE, DELETE ON "ledger_block", "ledger_policy" FROM laurel_app;
  END IF;
END $$;
