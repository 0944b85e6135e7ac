-- The scores of old move into boards of their own: see "Carry over" below.
ALTER TABLE "board_score" RENAME TO "board_score_before";
ALTER TABLE "board_score_before" DROP CONSTRAINT "board_score_pkey";

-- CreateTable
CREATE TABLE "board_score" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "board_id" INTEGER NOT NULL,
    "points" BIGINT NOT NULL,
    "reached_at" TIMESTAMPTZ(3) NOT NULL,
    "listed" BOOLEAN NOT NULL,
    "minus_points" BIGINT NOT NULL GENERATED ALWAYS AS (-"points") STORED,

    CONSTRAINT "board_score_pkey" PRIMARY KEY ("program_id","member_id","board_id")
);

-- CreateTable
CREATE TABLE "board" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "scope" TEXT NOT NULL DEFAULT '',
    "period" TEXT NOT NULL,
    "starts_on" DATE NOT NULL,
    "members" INTEGER NOT NULL DEFAULT 0,
    "points" BIGINT NOT NULL DEFAULT 0,
    "shown" BIGINT NOT NULL DEFAULT 0,
    "version" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "board_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "board_fence" (
    "program_id" SMALLINT NOT NULL,
    "board_id" INTEGER NOT NULL,
    "minus_points" BIGINT NOT NULL,
    "reached_at" TIMESTAMPTZ(3) NOT NULL,
    "member_id" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "board_fence_pkey" PRIMARY KEY ("program_id","board_id","minus_points","reached_at","member_id")
);

-- CreateTable
CREATE TABLE "board_part" (
    "program_id" SMALLINT NOT NULL,
    "board_id" INTEGER NOT NULL,
    "minus_points" BIGINT NOT NULL,
    "reached_at" TIMESTAMPTZ(3) NOT NULL,
    "member_id" BIGINT NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "board_part_pkey" PRIMARY KEY ("program_id","board_id","minus_points","reached_at","member_id")
);

-- CreateTable
CREATE TABLE "season" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "winners" SMALLINT NOT NULL,
    "frozen_at" TIMESTAMPTZ(3),
    "late_count" INTEGER NOT NULL DEFAULT 0,
    "late_points" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "season_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "season_place" (
    "program_id" SMALLINT NOT NULL,
    "season_id" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "member_id" BIGINT NOT NULL,
    "points" BIGINT NOT NULL,
    "reached_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "season_place_pkey" PRIMARY KEY ("program_id","season_id","place")
);

-- CreateTable
CREATE TABLE "segment" (
    "program_id" SMALLINT NOT NULL,
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "conditions" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "segment_pkey" PRIMARY KEY ("program_id","id")
);

-- CreateTable
CREATE TABLE "follow" (
    "program_id" SMALLINT NOT NULL,
    "follower_id" BIGINT NOT NULL,
    "followed_id" BIGINT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "follow_pkey" PRIMARY KEY ("program_id","follower_id","followed_id")
);

-- CreateTable
CREATE TABLE "board_preference" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "neighbors_only" BOOLEAN NOT NULL,

    CONSTRAINT "board_preference_pkey" PRIMARY KEY ("program_id","member_id")
);

-- CreateTable
CREATE TABLE "board_setting" (
    "program_id" SMALLINT NOT NULL,
    "newcomer_days" SMALLINT NOT NULL DEFAULT 90,
    "neighbors_only" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "board_setting_pkey" PRIMARY KEY ("program_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "board_program_id_scope_period_starts_on_key" ON "board"("program_id", "scope", "period", "starts_on");

-- CreateIndex
CREATE UNIQUE INDEX "season_program_id_slug_key" ON "season"("program_id", "slug");

-- CreateIndex
CREATE INDEX "season_place_program_id_member_id_idx" ON "season_place"("program_id", "member_id");

-- CreateIndex
CREATE UNIQUE INDEX "segment_program_id_slug_key" ON "segment"("program_id", "slug");

-- CreateIndex
CREATE INDEX "follow_program_id_followed_id_idx" ON "follow"("program_id", "followed_id");

-- The order of a board: only who stands on it. A key is (minus_points, reached_at, member_id), compared as a row.
CREATE INDEX "board_score_order" ON "board_score" ("program_id", "board_id", "minus_points", "reached_at", "member_id") WHERE "listed" AND "points" > 0;
-- Who came lately, for the newcomers' board.
CREATE INDEX "member_newest" ON "member" ("program_id", "joined_at") WHERE "merged_into" IS NULL;
-- Counts change in place.
ALTER TABLE "board_fence" SET (fillfactor = 50);
ALTER TABLE "board_part" SET (fillfactor = 50);
ALTER TABLE "board" SET (fillfactor = 50);

ALTER TABLE "board" ADD CONSTRAINT "board_period" CHECK ("period" IN ('all', 'day', 'week', 'month', 'season')), ADD CONSTRAINT "board_members" CHECK ("members" >= 0);
ALTER TABLE "board_fence" ADD CONSTRAINT "board_fence_count" CHECK ("count" >= 0);
ALTER TABLE "board_part" ADD CONSTRAINT "board_part_count" CHECK ("count" >= 0);
ALTER TABLE "season" ADD CONSTRAINT "season_forward" CHECK ("ends_at" > "starts_at"), ADD CONSTRAINT "season_winners" CHECK ("winners" BETWEEN 1 AND 100);
ALTER TABLE "season_place" ADD CONSTRAINT "season_place_from_one" CHECK ("place" > 0 AND "points" > 0);
ALTER TABLE "follow" ADD CONSTRAINT "follow_another" CHECK ("follower_id" <> "followed_id");
ALTER TABLE "board_setting" ADD CONSTRAINT "board_setting_days" CHECK ("newcomer_days" BETWEEN 1 AND 3650);

-- Carry over. The first fence and the first part of a board begin before anything that can stand on it.
INSERT INTO "board" ("program_id", "scope", "period", "starts_on", "points")
SELECT "program_id", "scope", "period", "starts_on", sum("points") FROM "board_score_before" GROUP BY 1, 2, 3, 4;
INSERT INTO "board_score" ("program_id", "member_id", "board_id", "points", "reached_at", "listed")
SELECT s."program_id", s."member_id", b."id", s."points", s."reached_at", coalesce(m."state" = 'active' AND m."on_boards" AND m."merged_into" IS NULL, false)
FROM "board_score_before" s
JOIN "board" b ON b."program_id" = s."program_id" AND b."scope" = s."scope" AND b."period" = s."period" AND b."starts_on" = s."starts_on"
LEFT JOIN "member" m ON m."program_id" = s."program_id" AND m."id" = s."member_id";
UPDATE "board" b SET ("members", "shown") = (
  SELECT count(*), coalesce(sum("points"), 0) FROM "board_score" s WHERE s."program_id" = b."program_id" AND s."board_id" = b."id" AND s."listed" AND s."points" > 0);
INSERT INTO "board_fence" SELECT "program_id", "id", -9007199254740991, 'epoch', 0, "members" FROM "board";
INSERT INTO "board_part" SELECT "program_id", "id", -9007199254740991, 'epoch', 0, "members" FROM "board";
DROP TABLE "board_score_before";

-- A frozen season stays as it is.
CREATE TRIGGER "season_place_kept" BEFORE UPDATE OR DELETE ON "season_place" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER "season_place_whole" BEFORE TRUNCATE ON "season_place" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'laurel_app') THEN
    REVOKE UPDATE, DELETE ON "season_place" FROM laurel_app;
  END IF;
END $$;
