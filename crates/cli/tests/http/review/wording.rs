use serde_json::Value;

use super::{cast::Cast, of};
use crate::{
    house::{answer, file_form},
    returns::counts,
    word::Word,
};

/// Who brings a marked-up file back.
const GRACA: &str = "graca.muianga@example.org";
const FARID: &str = "farid.rahmani@example.org";

impl Cast {
    /// Two people mark up the third revision in Word and bring it back, one of them twice.
    pub(crate) async fn bring_word_files_back(&self) {
        let mut first = self.word_file(GRACA).await;
        first.replace(
            "Graça Muianga",
            "recorded in ",
            "minutes",
            "minutes in the local language",
        );
        first.replace("Graça Muianga", "a mediator ", "accepted", "chosen");
        first.comment(
            "Graça Muianga",
            "sacred natural sites",
            "Quem guarda a lista?",
        );
        let taken = self.bring(GRACA, &first).await;
        assert_eq!(counts(&taken).0, [2, 1, 0], "{taken:#}");
        let again = self.bring(GRACA, &first).await;
        assert_eq!(counts(&again).0, [0, 0, 0], "{again:#}");

        let mut second = self.word_file(FARID).await;
        second.replace(
            "Farid Rahmani",
            "linear ",
            "infrastructure",
            "and pipeline infrastructure",
        );
        second.add_paragraph(
            "Farid Rahmani",
            "Pit lakes shall be",
            "Lenders shall be told of each change of the closure plan.",
        );
        second.comment(
            "Farid Rahmani",
            "financial model",
            "Including its contingency?",
        );
        let taken = self.bring(FARID, &second).await;
        assert_eq!(counts(&taken).0, [2, 1, 0], "{taken:#}");
        assert_eq!(taken["unplaced"], serde_json::json!([]));
    }

    async fn word_file(&self, email: &str) -> Word {
        let path = of("revisions/3?format=docx&comments=true");
        let file = self.house.get(Some(self.person(email)), &path).await;
        Word::open(&file.expect(200).bytes)
    }

    async fn bring(&self, email: &str, file: &Word) -> Value {
        let token = &self.person(email).token;
        let form = file_form("back.docx", &file.save());
        let request = self.house.request(Some(token), "POST", &of("returns"));
        let answer = answer(request.multipart(form).send().await.unwrap()).await;
        assert!(answer.status.is_success(), "{}", answer.text());
        answer.json()
    }
}
