/** What Redoc's script names of other hosts. */
export const FOREIGN = [
  "https://cdn.redoc.ly/redoc/logo-mini-full.svg",
  "https://cdn.redoc.ly/redoc/logo-mini.svg",
  "https://cdn.redocly.com/icons/fa/7.0.0",
  "https://cdn.redocly.com/icons/code/5.24.0",
];

interface Parts {
  /** HTML beside the menu. */
  readonly extra?: string;
  /** The addresses that the script names. */
  readonly foreign?: readonly string[];
  readonly telemetry?: string;
  readonly style?: string;
}

/** A page such as Redocly writes with `page.hbs`, as far as it matters here. */
export function redoclyPage({
  extra = "",
  foreign = FOREIGN,
  telemetry = '"disableTelemetry":true',
  style = "a{}",
}: Parts = {}): string {
  const urls = foreign.map((address) => `\`${address}\``).join(",");
  return `<style>${style}</style>
<!-- the end of the head -->

      <div id="redoc">${extra}<a href="/tag">Tag</a><h1>Title</h1></div>
      <script type="module">
      const{RedocStandalone,hydrate,init}=(()=>{var a=[${urls}];
var node=()=>import.meta.dirname+"/node.mjs",worker=()=>import.meta.url.replace("a","b");
return{RedocStandalone:a,hydrate:(...all)=>shown.push(all),init:worker}})();export{RedocStandalone,hydrate,init};
      const __redoc_definition = {"info":{"title":"T"}};
      const __redoc_options = {"skipBundle":true,${telemetry}};

      hydrate(__redoc_definition, __redoc_options, document.getElementById('redoc'));
      </script>
`;
}
