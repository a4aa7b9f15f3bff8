// In the page: its own worker sends every row back by structured clone, which is slower.
import Papa from "papaparse";
import { Aggregate } from "./shared/aggregate.js";
import { serveFile } from "./shared/page.js";

serveFile(
  (file) =>
    new Promise((resolve, reject) => {
      const aggregate = new Aggregate();
      let from = 1; // the first chunk begins with the header
      const chunk = ({ data }) => {
        for (; from < data.length; from++) aggregate.add(data[from]);
        from = 0;
      };
      Papa.parse(file, { skipEmptyLines: true, chunk, complete: () => resolve(aggregate.finish()), error: reject });
    }),
);
