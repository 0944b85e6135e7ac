-- Places come from copies that processes keep in memory and bring up to date from what changed. The order needs no index any more: a change of points
-- touches no index and stays on its page.
DROP FUNCTION "board_page"(smallint, integer, bigint, integer);
DROP FUNCTION "board_start"(smallint, integer, bigint);
DROP FUNCTION "board_before"(smallint, integer, bigint, timestamptz, bigint);
DROP TABLE "board_fence";
DROP TABLE "board_part";
DROP INDEX "board_score_order";

ALTER TABLE "board_score" DROP CONSTRAINT "board_score_pkey",
  DROP COLUMN "minus_points",
  ADD CONSTRAINT "board_score_pkey" PRIMARY KEY ("program_id", "board_id", "member_id");
ALTER TABLE "board_score" SET (fillfactor = 70);

CREATE TABLE "board_change" (
    "program_id" SMALLINT NOT NULL,
    "id" BIGINT NOT NULL,
    "members" BIGINT[],

    CONSTRAINT "board_change_pkey" PRIMARY KEY ("program_id","id")
);
