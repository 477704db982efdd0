import { describe, expect, it } from "vitest";
import { classLabels } from "../../../src/learn/table/classLabels.js";
import { classWeights } from "../../../src/learn/table/classWeights.js";
import { createTable } from "../../../src/learn/table/createTable.js";
import { describeTable } from "../../../src/learn/table/describeTable.js";
import { featureRows } from "../../../src/learn/table/featureRows.js";
import { groupBy } from "../../../src/learn/table/groupBy.js";
import { oneHot } from "../../../src/learn/table/oneHot.js";
import { dropMissing, pick, selectColumns, selectRows } from "../../../src/learn/table/rows.js";
import { kFold, randomSplit, stratifiedSplit } from "../../../src/learn/table/split.js";
import { standardise } from "../../../src/learn/table/standardise.js";
import { rng } from "../../../src/math/random/rng.js";

const table = createTable("birds", {
  mass: [1, 2, NaN, 4, 5],
  length: [10, 20, 30, 40, 60],
  species: ["b", "a", "b", null, "b"],
  year: [2008, 2007, 2010, 2007, 2008],
});

describe("preparing a table", () => {
  it("rows and columns", () => {
    expect(selectRows(table, [4, 0]).strings("species")).toEqual(["b", "b"]);
    expect(() => selectRows(table, [5])).toThrow("from 0 to 4, got 5");
    expect(selectColumns(table, ["year", "mass"]).columnNames).toEqual(["year", "mass"]);
    expect(dropMissing(table).numbers("mass")).toEqual(Float64Array.of(1, 2, 5));
    expect(dropMissing(table, ["mass"]).length).toBe(4);
    expect(pick(["x", "y", "z"], [2, 0])).toEqual(["z", "x"]);
    expect([...groupBy(table, "species")].map(([name, group]) => [name, group.length])).toEqual([
      ["b", 3],
      ["a", 1],
    ]);
  });

  it("features and labels, with one clear line for what is missing", () => {
    expect(() => featureRows(table, ["mass"])).toThrow(
      '"mass" misses 1 of 5 values (first in row 2)',
    );
    expect(() => featureRows(table, ["species"])).toThrow("use oneHot");
    expect(() => featureRows(table, ["lenght"])).toThrow('did you mean "length"?');
    expect(featureRows(table, ["length", "year"])[1]).toEqual(Float64Array.of(20, 2007));
    expect(() => classLabels(table, "species")).toThrow("misses its value in row 3");
    const whole = dropMissing(table);
    expect(classLabels(whole, "species")).toEqual({ labels: [1, 0, 1], classes: ["a", "b"] });
    expect(classLabels(table, "year").classes).toEqual(["2007", "2008", "2010"]);
    expect(() => classLabels(whole, "species", ["a"])).toThrow('there is no class "b"');
    expect(oneHot([2, 0], 3)).toEqual([Float64Array.of(0, 0, 1), Float64Array.of(1, 0, 0)]);
    expect(() => oneHot([3], 3)).toThrow("labels[0]");
  });

  it("describes columns without their missing values", () => {
    const [mass, , species] = describeTable(table);
    expect(mass).toMatchObject({
      count: 4,
      missing: 1,
      mean: 3,
      minimum: 1,
      median: 3,
      maximum: 5,
    });
    expect(mass).toMatchObject({ lowerQuartile: 1.75, upperQuartile: 4.25 });
    expect((mass as { standardDeviation: number }).standardDeviation).toBeCloseTo(1.8257418583, 9);
    expect(species).toMatchObject({
      count: 4,
      missing: 1,
      values: [
        ["b", 3],
        ["a", 1],
      ],
    });
  });

  it("standardises by the training rows alone", () => {
    const scale = standardise([
      [1, 5],
      [3, 9],
    ]);
    expect(
      scale.apply([
        [1, 5],
        [3, 9],
        [5, 7],
      ]),
    ).toEqual([Float64Array.of(-1, -1), Float64Array.of(1, 1), Float64Array.of(3, 0)]);
    expect(scale.invert(scale.apply([[7, 7]]))).toEqual([Float64Array.of(7, 7)]);
    expect(() =>
      standardise(
        [
          [1, 2],
          [1, 3],
        ],
        ["a", "b"],
      ),
    ).toThrow('column "a" is constant (1)');
    expect(() => standardise([[1], [NaN]])).toThrow("rows[1][0] must be a number, got NaN");
  });

  it("splits keep every class's share, repeat for a seed and lose no row", () => {
    const labels = Array.from({ length: 100 }, (_, n) => (n % 10 === 0 ? 1 : 0));
    const split = stratifiedSplit(rng(1), labels, 0.2);
    expect(split.test.length).toBe(20);
    expect(split.test.filter((row) => labels[row] === 1).length).toBe(2);
    expect([...split.train, ...split.test].sort((a, b) => a - b)).toEqual(labels.map((_, n) => n));
    expect(stratifiedSplit(rng(1), labels, 0.2)).toEqual(split);
    expect(stratifiedSplit(rng(2), labels, 0.2)).not.toEqual(split);
    expect(() => stratifiedSplit(rng(1), [0, 0, 1], 0.5)).toThrow("class 1 has one example only");
    const plain = randomSplit(rng(1), 10, 0.3);
    expect([plain.test.length, plain.train.length]).toEqual([3, 7]);

    const folds = kFold(rng(1), labels, 5);
    expect(folds.flatMap((fold) => fold.test).sort((a, b) => a - b)).toEqual(
      labels.map((_, n) => n),
    );
    for (const { train, test } of folds) {
      expect(test.filter((row) => labels[row] === 1).length).toBe(2);
      expect(train.length + test.length).toBe(100);
    }
    expect(() => kFold(rng(1), [0, 0, 0, 1, 1], 3)).toThrow(
      "class 1 has 2 examples, so of 3 folds",
    );
  });

  it("class weights sum over the examples to N", () => {
    const labels = [0, 0, 0, 1];
    expect([...classWeights(labels, 2)]).toEqual([4 / 6, 2]);
    expect(() => classWeights(labels, 3)).toThrow("class 2 has no example");
  });
});
