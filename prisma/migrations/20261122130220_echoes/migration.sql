-- CreateTable
CREATE TABLE "echo_place" (
    "program_id" SMALLINT NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "heard" BIGINT NOT NULL,
    "told_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "echo_place_pkey" PRIMARY KEY ("program_id","source_id")
);

-- CreateTable
CREATE TABLE "echo_card" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGSERIAL NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "key" TEXT NOT NULL,
    "member_id" BIGINT,
    "level" SMALLINT,
    "words" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "echo_card_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "echo_leave" (
    "program_id" SMALLINT NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "foreign_id" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "due" BOOLEAN NOT NULL DEFAULT true,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "retry_at" TIMESTAMPTZ(3),
    "error" TEXT,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "shown_at" TIMESTAMPTZ(3),

    CONSTRAINT "echo_leave_pkey" PRIMARY KEY ("program_id","source_id","foreign_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "echo_card_program_id_source_id_key_key" ON "echo_card"("program_id", "source_id", "key");

ALTER TABLE "echo_card" ADD CONSTRAINT "echo_card_state" CHECK ("state" IN ('waiting', 'told', 'moot', 'parked'));

-- What waits is looked for every few seconds, and is nearly never there.
CREATE INDEX "echo_card_waiting" ON "echo_card" ("program_id", "id") WHERE "state" = 'waiting';
CREATE INDEX "echo_leave_due" ON "echo_leave" ("program_id", "given_at") WHERE "due" OR "retry_at" IS NOT NULL;
