-- CreateTable
CREATE TABLE "sign_in_provider" (
    "program_id" SMALLINT NOT NULL,
    "slug" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "site" TEXT NOT NULL DEFAULT '',
    "client_id" TEXT NOT NULL DEFAULT '',
    "sealed" BYTEA NOT NULL,
    "hint" TEXT NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "id_claim" TEXT NOT NULL DEFAULT 'sub',
    "state" TEXT NOT NULL DEFAULT 'on',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_provider_pkey" PRIMARY KEY ("program_id","slug")
);

-- CreateTable
CREATE TABLE "announce_rule" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "trigger" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "tier" INTEGER NOT NULL DEFAULT 1,
    "give" TEXT NOT NULL,
    "target" TEXT NOT NULL DEFAULT '',
    "words" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'on',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "announce_rule_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "announcement" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "rule_id" INTEGER NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "foreign_id" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "subject" TEXT NOT NULL DEFAULT '',
    "give" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "words" TEXT NOT NULL DEFAULT '',
    "move" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "announcement_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "announce_due" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "announce_due_pkey" PRIMARY KEY ("program_id","member_id")
);

-- CreateTable
CREATE TABLE "announce_deed" (
    "program_id" SMALLINT NOT NULL,
    "activity_id" BIGINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "counts" BOOLEAN NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "announce_deed_pkey" PRIMARY KEY ("program_id","activity_id","member_id")
);

-- CreateTable
CREATE TABLE "departure" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "member_id" BIGINT NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "foreign_id" TEXT,
    "handle" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "choice" TEXT,
    "chosen_at" TIMESTAMPTZ(3),

    CONSTRAINT "departure_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateIndex
CREATE INDEX "announcement_program_id_member_id_idx" ON "announcement"("program_id", "member_id");

-- CreateIndex
CREATE INDEX "announcement_program_id_rule_id_foreign_id_subject_id_idx" ON "announcement"("program_id", "rule_id", "foreign_id", "subject", "id");

-- CreateIndex
CREATE UNIQUE INDEX "announcement_program_id_key_key" ON "announcement"("program_id", "key");

-- CreateIndex
CREATE INDEX "departure_program_id_member_id_idx" ON "departure"("program_id", "member_id");

-- What a row can be.
ALTER TABLE "sign_in_provider"
  ADD CONSTRAINT "sign_in_provider_kind_check" CHECK (kind IN ('oidc', 'discord', 'github', 'discourse', 'for_discourse')),
  ADD CONSTRAINT "sign_in_provider_state_check" CHECK (state IN ('on', 'off'));
ALTER TABLE "announce_rule"
  ADD CONSTRAINT "announce_rule_trigger_check" CHECK (trigger IN ('badge', 'level', 'deed')),
  ADD CONSTRAINT "announce_rule_give_check" CHECK (give IN ('badge', 'group', 'title', 'role', 'post', 'comment')),
  ADD CONSTRAINT "announce_rule_state_check" CHECK (state IN ('on', 'off'));
ALTER TABLE "announcement"
  ADD CONSTRAINT "announcement_move_check" CHECK (move IN ('grant', 'revoke')),
  ADD CONSTRAINT "announcement_state_check" CHECK (state IN ('waiting', 'sending', 'done', 'moot', 'parked'));
ALTER TABLE "departure"
  ADD CONSTRAINT "departure_choice_check" CHECK (choice IN ('keep', 'forget') AND chosen_at IS NOT NULL OR choice IS NULL AND chosen_at IS NULL);

-- The open rows are looked for every moment, the others never.
CREATE INDEX "announcement_open_idx" ON "announcement"("program_id", "id") WHERE state IN ('waiting', 'sending');
