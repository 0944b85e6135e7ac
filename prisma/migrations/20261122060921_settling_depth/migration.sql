-- AlterTable
ALTER TABLE "inbox" ADD COLUMN     "again" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "rule_counter" ADD COLUMN     "last_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "rule_span" ADD COLUMN     "since_turn" BIGINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "waiting_share" (
    "program_id" SMALLINT NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "account_id" TEXT NOT NULL,
    "activity_id" BIGINT NOT NULL,

    CONSTRAINT "waiting_share_pkey" PRIMARY KEY ("program_id","source_id","account_id","activity_id")
);

-- CreateTable
CREATE TABLE "turn" (
    "program_id" SMALLINT NOT NULL,
    "turn" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "input" JSONB NOT NULL,

    CONSTRAINT "turn_pkey" PRIMARY KEY ("program_id","turn")
);

-- CreateTable
CREATE TABLE "vesting" (
    "program_id" SMALLINT NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "subject" UUID NOT NULL,
    "part" SMALLINT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "vesting_pkey" PRIMARY KEY ("program_id","rule_id","subject","part")
);

-- CreateTable
CREATE TABLE "perk_grant" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "subject" UUID NOT NULL,
    "perk" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "perk_grant_pkey" PRIMARY KEY ("program_id","member_id","rule_id","subject")
);

-- CreateIndex
CREATE INDEX "vesting_program_id_due_at_idx" ON "vesting"("program_id", "due_at");

-- An award of nothing marks what only counted towards a later one.
ALTER TABLE "award" DROP CONSTRAINT "award_amount", ADD CONSTRAINT "award_amount" CHECK ("amount" >= 0);

-- The journal is kept like the book.
CREATE TRIGGER "turn_kept" BEFORE UPDATE OR DELETE ON "turn" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "turn_whole" BEFORE TRUNCATE ON "turn" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    REVOKE UPDATE, DELETE ON "turn" FROM laurel_app;
  END IF;
END $$;
