-- CreateTable
CREATE TABLE "campaign" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "story" TEXT NOT NULL DEFAULT '',
    "state" TEXT NOT NULL DEFAULT 'draft' CHECK ("state" IN ('draft', 'running', 'paused', 'ended')),
    "starts_at" TIMESTAMPTZ(3),
    "ends_at" TIMESTAMPTZ(3),
    "time_zone" TEXT NOT NULL,
    "budget" BIGINT CHECK ("budget" > 0),
    "banner" TEXT NOT NULL DEFAULT '',
    "tone" TEXT NOT NULL DEFAULT 'leaf',
    "announce" BOOLEAN NOT NULL DEFAULT false,
    "told_at" TIMESTAMPTZ(3),
    "shown" BOOLEAN NOT NULL DEFAULT false,
    "created_by" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("program_id","id"),
    CONSTRAINT "campaign_window" CHECK ("starts_at" < "ends_at")
);

-- CreateIndex
CREATE UNIQUE INDEX "campaign_program_id_slug_key" ON "campaign"("program_id", "slug");
