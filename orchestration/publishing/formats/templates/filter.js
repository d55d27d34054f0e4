// Finds lines of a table by word and rating. Without it every line is there to read, and the form stays hidden.
(function () {
  var form = document.querySelector("form.filter");
  if (!form) { return; }
  var find = form.querySelector("input"), rated = form.querySelector("select"), told = form.querySelector("[role=status]");
  var rows = Array.prototype.slice.call(document.querySelectorAll("tr[data-rating]"));
  var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
  function apply() {
    var words = find.value.toLowerCase().split(/\s+/), shown = 0;
    rows.forEach(function (row, place) {
      var fits = (!rated.value || row.dataset.rating === rated.value) &&
        words.every(function (word) { return texts[place].indexOf(word) >= 0; });
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    document.querySelectorAll("table.findable").forEach(function (table) {
      table.parentNode.hidden = !table.querySelector("tr[data-rating]:not([hidden])");
    });
    told.textContent = shown + " of " + rows.length + " indicators";
  }
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(apply, 0); });
})();
