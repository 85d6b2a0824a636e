package org.prompt2model.retrieval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * BM25 over a few hundred texts in memory, through Lucene, English stemming and stop words.
 *
 * <p>k1 = 1.2, b = 0.75, idf = ln(1 + (N - df + 0.5)/(df + 0.5)). Lucene leaves the constant factor (k1 + 1) out of each
 * term's score since version 8; it changes no order. It keeps the lengths of texts of up to 40 terms exactly and rounds
 * longer ones.
 */
final class TextIndex implements AutoCloseable {
    private static final String FIELD = "text";
    private static final float K1 = 1.2f;
    private static final float B = 0.75f;

    // On some JDKs Lucene warns on stderr that an incubating module would make it faster; held, lest it be collected.
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene.internal.vectorization");

    private final Analyzer analyzer = new EnglishAnalyzer();
    private final ByteBuffersDirectory directory = new ByteBuffersDirectory();
    private final DirectoryReader reader;
    private final IndexSearcher searcher;

    TextIndex(List<String> texts) {
        LUCENE.setLevel(Level.SEVERE);
        IndexWriterConfig config = new IndexWriterConfig(analyzer).setSimilarity(new BM25Similarity(K1, B));
        try {
            try (IndexWriter writer = new IndexWriter(directory, config)) {
                for (String text : texts) {
                    Document document = new Document();
                    document.add(new TextField(FIELD, text, Field.Store.NO));
                    writer.addDocument(document);
                }
                writer.forceMerge(1);
            }
            reader = DirectoryReader.open(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        searcher = new IndexSearcher(reader);
        searcher.setSimilarity(new BM25Similarity(K1, B));
    }

    /** The score of each text that shares a term with the query, by the text's number, best first. */
    Map<Integer, Double> scores(Map<String, Float> weightedTexts) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        terms(weightedTexts)
                .forEach((term, weight) -> query.add(
                        new BoostQuery(new TermQuery(new Term(FIELD, term)), weight), BooleanClause.Occur.SHOULD));
        Map<Integer, Double> scores = new LinkedHashMap<>();
        try {
            for (ScoreDoc hit : searcher.search(query.build(), Math.max(1, reader.maxDoc())).scoreDocs) {
                scores.put(hit.doc, (double) hit.score);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scores;
    }

    // Each term counts once, with the greatest weight of the texts that it stands in.
    private Map<String, Float> terms(Map<String, Float> weightedTexts) {
        Map<String, Float> terms = new LinkedHashMap<>();
        weightedTexts.forEach((text, weight) -> {
            for (String term : analyze(text)) {
                if (terms.size() < IndexSearcher.getMaxClauseCount()) {
                    terms.merge(term, weight, Math::max);
                }
            }
        });
        return terms;
    }

    private List<String> analyze(String text) {
        List<String> terms = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream(FIELD, text)) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return terms;
    }

    @Override
    public void close() {
        try {
            reader.close();
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        analyzer.close();
    }
}
