-- One row a member and scope for the periods that run; earlier ones keep a row each. A deed changes two rows instead of seven.
ALTER TABLE "board_score" RENAME TO "board_past";
ALTER TABLE "board_past" RENAME CONSTRAINT "board_score_pkey" TO "board_past_pkey";

CREATE TABLE "board_running" (
    "program_id" SMALLINT NOT NULL,
    "member_id" BIGINT NOT NULL,
    "scope" SMALLINT NOT NULL,
    "all_board" INTEGER NOT NULL,
    "month_board" INTEGER NOT NULL,
    "week_board" INTEGER NOT NULL,
    "day_board" INTEGER,
    "all_points" BIGINT NOT NULL,
    "month_points" BIGINT NOT NULL,
    "week_points" BIGINT NOT NULL,
    "day_points" BIGINT NOT NULL,
    "reached_at" TIMESTAMPTZ(3) NOT NULL,
    "listed" BOOLEAN NOT NULL,

    CONSTRAINT "board_running_pkey" PRIMARY KEY ("program_id","member_id","scope")
) WITH (fillfactor = 70);

-- The latest deed lies in the last board of each period that somebody stands on: those are the running ones.
INSERT INTO "board_running"
SELECT "program_id", "member_id", CASE WHEN "scope" = '' THEN 0 ELSE substr("scope", 9)::smallint END,
  max("board_id") FILTER (WHERE "period" = 'all'), max("board_id") FILTER (WHERE "period" = 'month'), max("board_id") FILTER (WHERE "period" = 'week'),
  max("board_id") FILTER (WHERE "period" = 'day'),
  max("points") FILTER (WHERE "period" = 'all'), max("points") FILTER (WHERE "period" = 'month'), max("points") FILTER (WHERE "period" = 'week'),
  coalesce(max("points") FILTER (WHERE "period" = 'day'), 0), max("reached_at"), bool_and("listed")
FROM (
  SELECT DISTINCT ON (s."program_id", s."member_id", b."scope", b."period") s.*, b."scope", b."period"
  FROM "board_past" s JOIN "board" b ON b."program_id" = s."program_id" AND b."id" = s."board_id" WHERE b."period" <> 'season'
  ORDER BY s."program_id", s."member_id", b."scope", b."period", b."starts_on" DESC
) AS last GROUP BY "program_id", "member_id", "scope" HAVING count(*) = CASE WHEN "scope" = '' THEN 4 ELSE 3 END;

DELETE FROM "board_past" s USING "board_running" r
WHERE s."program_id" = r."program_id" AND s."member_id" = r."member_id" AND s."board_id" IN (r."all_board", r."month_board", r."week_board", r."day_board");

CREATE VIEW "board_score" AS
SELECT "program_id", "member_id", "all_board" AS "board_id", "all_points" AS "points", "reached_at", "listed" FROM "board_running"
UNION ALL SELECT "program_id", "member_id", "month_board", "month_points", "reached_at", "listed" FROM "board_running"
UNION ALL SELECT "program_id", "member_id", "week_board", "week_points", "reached_at", "listed" FROM "board_running"
UNION ALL SELECT "program_id", "member_id", "day_board", "day_points", "reached_at", "listed" FROM "board_running" WHERE "day_board" IS NOT NULL
UNION ALL SELECT "program_id", "member_id", "board_id", "points", "reached_at", "listed" FROM "board_past";
