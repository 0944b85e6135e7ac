-- AlterTable
ALTER TABLE "badge" ADD COLUMN     "every" INTEGER,
ADD COLUMN     "retired" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "secret" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "level" ADD COLUMN     "badge_needs" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "badges_needed" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "tally" ADD COLUMN     "first_activity" BIGINT,
ADD COLUMN     "first_at" TIMESTAMPTZ(3),
ADD COLUMN     "id" BIGSERIAL NOT NULL,
ADD COLUMN     "noted_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "standing_version" (
    "program_id" SMALLINT NOT NULL,
    "version" UUID NOT NULL,

    CONSTRAINT "standing_version_pkey" PRIMARY KEY ("program_id")
);

-- CreateTable
CREATE TABLE "standing_event" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "what" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "standing_event_pkey" PRIMARY KEY ("program_id","member_id","what")
);

-- CreateTable
CREATE TABLE "badge_gift" (
    "program_id" SMALLINT NOT NULL,
    "badge_id" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "holder_id" BIGINT NOT NULL,
    "activity_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT,

    CONSTRAINT "badge_gift_pkey" PRIMARY KEY ("program_id","member_id","badge_id","key")
);

-- CreateTable
CREATE TABLE "counted_deed" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "activity_id" BIGINT NOT NULL,
    "source_id" SMALLINT NOT NULL,
    "day" INTEGER NOT NULL,

    CONSTRAINT "counted_deed_pkey" PRIMARY KEY ("program_id","member_id","kind","at","activity_id")
);

-- CreateTable
CREATE TABLE "streak" (
    "program_id" SMALLINT NOT NULL,
    "id" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "kinds" TEXT[],
    "freeze_every" SMALLINT NOT NULL,
    "freezes_most" SMALLINT NOT NULL,
    "retired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "streak_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "streak_unit" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "streak_id" INTEGER NOT NULL,
    "unit" INTEGER NOT NULL,
    "deeds" INTEGER NOT NULL,
    "length" INTEGER NOT NULL,
    "freezes" SMALLINT NOT NULL,
    "kept" SMALLINT NOT NULL,

    CONSTRAINT "streak_unit_pkey" PRIMARY KEY ("program_id","member_id","streak_id","unit")
);

-- CreateTable
CREATE TABLE "zone_span" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "zone" TEXT NOT NULL,

    CONSTRAINT "zone_span_pkey" PRIMARY KEY ("program_id","member_id","since")
);

-- CreateTable
CREATE TABLE "card" (
    "program_id" SMALLINT NOT NULL,
    "id" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "story" TEXT NOT NULL,
    "kinds" TEXT[],
    "places" SMALLINT NOT NULL,
    "repeating" BOOLEAN NOT NULL,
    "offer_hours" SMALLINT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "retired" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "card_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "stamp" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "card_id" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "activity_id" BIGINT NOT NULL,
    "origin" TEXT NOT NULL DEFAULT '',
    "holder_id" BIGINT NOT NULL,
    "amount" SMALLINT NOT NULL,
    "added" SMALLINT NOT NULL,
    "fills" INTEGER NOT NULL,
    "place" SMALLINT NOT NULL,
    "offered" BOOLEAN NOT NULL,
    "offer_until" TIMESTAMPTZ(3),

    CONSTRAINT "stamp_pkey" PRIMARY KEY ("program_id","member_id","card_id","at","activity_id","origin")
);

-- CreateTable
CREATE TABLE "card_nudge" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "card_id" INTEGER NOT NULL,
    "round" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "card_nudge_pkey" PRIMARY KEY ("program_id","member_id","card_id","round")
);

-- CreateTable
CREATE TABLE "path" (
    "program_id" SMALLINT NOT NULL,
    "id" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "story" TEXT NOT NULL,
    "retired" BOOLEAN NOT NULL DEFAULT false,
    "stages" JSONB NOT NULL,

    CONSTRAINT "path_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "anniversary" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "years" SMALLINT NOT NULL,
    "contributions" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "anniversary_pkey" PRIMARY KEY ("program_id","member_id","years")
);

-- CreateIndex
CREATE UNIQUE INDEX "streak_program_id_slug_key" ON "streak"("program_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "card_program_id_slug_key" ON "card"("program_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "path_program_id_slug_key" ON "path"("program_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "tally_program_id_id_key" ON "tally"("program_id", "id");

-- Ordered by bytes, so that what begins with `streak:daily:` is found by its beginning.
ALTER TABLE "standing_event" ALTER COLUMN "what" TYPE TEXT COLLATE "C";
ALTER TABLE "stamp" ALTER COLUMN "origin" TYPE TEXT COLLATE "C";

-- Nothing but what the room's arithmetic can make.
ALTER TABLE "level" ADD CHECK ("points_needed" >= 0), ADD CHECK ("badges_needed" >= 0);
ALTER TABLE "badge" ADD CHECK ("every" IS NULL OR "every" > 0);
ALTER TABLE "badge_grant" ADD CHECK ("tier" > 0);
ALTER TABLE "tally" ADD CHECK ("count" >= 0);
ALTER TABLE "streak" ADD CHECK ("unit" IN ('day', 'week')), ADD CHECK ("freeze_every" >= 0), ADD CHECK ("freezes_most" BETWEEN 0 AND 30);
ALTER TABLE "streak_unit" ADD CHECK ("deeds" > 0), ADD CHECK ("length" > 0), ADD CHECK ("freezes" >= 0), ADD CHECK ("kept" >= 0);
ALTER TABLE "card" ADD CHECK ("places" BETWEEN 2 AND 50), ADD CHECK ("offer_hours" BETWEEN 0 AND 2160);
ALTER TABLE "stamp" ADD CHECK ("amount" BETWEEN 1 AND 50), ADD CHECK ("added" BETWEEN 0 AND 50);

-- A stamp given by a rule is found by its key when it is taken back.
CREATE INDEX "stamp_given" ON "stamp" ("program_id", "holder_id", "origin") WHERE "origin" <> '';
-- When somebody is merged or split, what was given to each goes with them.
CREATE INDEX "badge_gift_holder" ON "badge_gift" ("program_id", "holder_id");

-- Definitions are kept in the memory of every process and known by their version.
CREATE FUNCTION "renew_standing"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "standing_version" ("program_id", "version") VALUES (CASE WHEN TG_OP = 'DELETE' THEN OLD."program_id" ELSE NEW."program_id" END, gen_random_uuid())
  ON CONFLICT ("program_id") DO UPDATE SET "version" = excluded."version";
  RETURN NULL;
END $$;
DO $$
DECLARE defined text;
BEGIN
  FOREACH defined IN ARRAY ARRAY['level', 'badge', 'streak', 'card', 'path'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION renew_standing()', defined || '_renews', defined);
  END LOOP;
END $$;
INSERT INTO "standing_version" ("program_id", "version") SELECT DISTINCT "program_id", gen_random_uuid() FROM "level";

-- What counted before this migration, and the first of each kind.
INSERT INTO "counted_deed" ("program_id", "member_id", "kind", "at", "activity_id", "source_id", "day")
SELECT j."program_id", j."member_id", j."kind", j."occurred_at", j."activity_id", j."source_id", (j."occurred_at" AT TIME ZONE m."time_zone")::date - DATE '1970-01-01'
FROM "judgement" j JOIN "member" m ON m."program_id" = j."program_id" AND m."id" = j."member_id"
WHERE j."status" = 'counted' AND jsonb_path_exists(j."explanation", '$.lines[*] ? (@.outcome == "paid" && !exists(@.role))')
ON CONFLICT DO NOTHING;
UPDATE "tally" t SET "first_at" = f."at", "first_activity" = f."activity_id", "noted_at" = f."at"
FROM (SELECT DISTINCT ON ("program_id", "member_id", "kind") * FROM "counted_deed" ORDER BY "program_id", "member_id", "kind", "at", "activity_id") f
WHERE f."program_id" = t."program_id" AND f."member_id" = t."member_id" AND f."kind" = t."kind";
