// For builds without Node.js: the page got its TypeScript as it is written, the chart library and a compiler from their CDN.
'use strict';
(() => {
  const element = document.getElementById('sources'), sources = JSON.parse(element.textContent);
  const library = { ...globalThis.echarts, use() {} }; // the whole library: nothing is left to be registered
  const loaded = {};

  function load(name) {
    if (loaded[name]) return loaded[name].exports;
    const module = (loaded[name] = { exports: {} });
    const { code } = globalThis.Babel.transform(sources[name], { filename: name, presets: ['typescript'], plugins: ['transform-modules-commonjs'] });
    const folder = name.slice(0, name.lastIndexOf('/') + 1);
    new Function('require', 'exports', code)(path => path.startsWith('echarts') ? library : load(resolve(folder + path)), module.exports);
    return module.exports;
  }

  function resolve(path) {
    const parts = [];
    for (const part of path.split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.') parts.push(part);
    }
    return parts.join('/') + '.ts';
  }

  if (!globalThis.echarts || !globalThis.Babel) {
    document.getElementById('main').textContent = 'The chart library could not be loaded from its CDN. This report was built without Node.js, so it needs a connection; rebuild with Node.js for reports that need none.';
    return;
  }
  load(element.dataset.entry);
})();
