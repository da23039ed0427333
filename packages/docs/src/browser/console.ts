document.querySelector("#console");
