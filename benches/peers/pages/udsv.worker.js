import { inferSchema, initParser } from "udsv";
import { Aggregate } from "./shared/aggregate.js";

onmessage = async ({ data: file }) => {
  const text = await file.text();
  const head = text.slice(0, 1 << 16);
  const aggregate = new Aggregate();
  const parser = initParser(inferSchema(head.slice(0, head.lastIndexOf("\n") + 1)));
  parser.stringArrs(text, (row) => void aggregate.add(row));
  postMessage(aggregate.finish());
};
postMessage("ready");
