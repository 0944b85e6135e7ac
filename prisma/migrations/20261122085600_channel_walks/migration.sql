-- A delivery whose signed body does not tell everything is kept as incomplete until the rest was learned.
ALTER TABLE "delivery" ADD COLUMN "about" TEXT, ADD COLUMN "completion" JSONB;
ALTER TABLE "delivery" DROP CONSTRAINT "delivery_state";
ALTER TABLE "delivery"
  ADD CONSTRAINT "delivery_state" CHECK ("state" IN ('read', 'ignored', 'unsupported', 'malformed', 'unread', 'incomplete')),
  ADD CONSTRAINT "delivery_learned" CHECK (("about" IS NULL) = ("completion" IS NULL));

-- What is incomplete is looked for twice a second, and is nearly never there. The history of a thing is found by its name.
CREATE INDEX "delivery_incomplete" ON "delivery" ("program_id", "id") WHERE "state" = 'incomplete';
CREATE INDEX "delivery_about" ON "delivery" ("program_id", "source_id", "about", "id") WHERE "about" IS NOT NULL;

-- CreateTable
CREATE TABLE "walk" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'running',
    "since" TIMESTAMPTZ(3) NOT NULL,
    "cursor" TEXT,
    "pages" INTEGER NOT NULL DEFAULT 0,
    "found" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER,
    "total" INTEGER,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3) NOT NULL,
    "retry_at" TIMESTAMPTZ(3),

    CONSTRAINT "walk_pkey" PRIMARY KEY ("program_id","id")
);
ALTER TABLE "walk"
  ADD CONSTRAINT "walk_state" CHECK ("state" IN ('running', 'done', 'stopped', 'failed')),
  ADD CONSTRAINT "walk_counts" CHECK ("pages" >= 0 AND "added" BETWEEN 0 AND "found");

-- CreateTable
CREATE TABLE "walk_find" (
    "program_id" SMALLINT NOT NULL,
    "walk_id" INTEGER NOT NULL,
    "activity_id" BIGINT NOT NULL,

    CONSTRAINT "walk_find_pkey" PRIMARY KEY ("program_id","walk_id","activity_id")
);

-- CreateIndex
CREATE INDEX "walk_program_id_source_id_id_idx" ON "walk"("program_id", "source_id", "id");

-- One walk of a name at a time in a channel.
CREATE UNIQUE INDEX "walk_running" ON "walk" ("program_id", "source_id", "name") WHERE "state" = 'running';
