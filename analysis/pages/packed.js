// Texts that analysis.packed.pack packed, unpacked; fflate must be there.
"use strict";
const unpacked = (() => {
  // Base85: five letters are four bytes, the highest first; what is missing at the end counts as the last letter.
  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;,=>?@^_`{|}~";
  const VALUES = new Map([...LETTERS].map((letter, i) => [letter, i]));
  function bytesOf(text) {
    const bytes = new DataView(new ArrayBuffer(4 * Math.ceil(text.length / 5)));
    for (let i = 0; 5 * i < text.length; i += 1) {
      let value = 0;
      for (let j = 5 * i; j < 5 * i + 5; j += 1) value = 85 * value + (VALUES.get(text[j]) ?? 84);
      bytes.setUint32(4 * i, value);
    }
    return new Uint8Array(bytes.buffer, 0, Math.floor((4 * text.length) / 5));
  }

  return (text) => JSON.parse(fflate.strFromU8(fflate.unzlibSync(bytesOf(text))));
})();
