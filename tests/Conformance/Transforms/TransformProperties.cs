using FsCheck;
using FsCheck.Fluent;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace MlPipeline.Conformance.Tests.Transforms;

public class TransformProperties
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Values_survive_the_way_to_keys_and_back()
        => Prop.ForAll<NonEmptyString[], bool>((texts, sorted) =>
        {
            Pair[] pairs = [.. texts.Select(text => new Pair { Text = text.Get })];
            if (pairs.Length == 0)
                return true;
            IDataView data = _context.Data.LoadFromEnumerable(pairs);
            var order = sorted ? ValueToKeyMappingEstimator.KeyOrdinality.ByValue : ValueToKeyMappingEstimator.KeyOrdinality.ByOccurrence;

            IDataView back = _context.Transforms.Conversion.MapValueToKey("Key", "Text", keyOrdinality: order)
                .Append(_context.Transforms.Conversion.MapKeyToValue("Back", "Key")).Fit(data).Transform(data);

            return back.GetColumn<string>("Back").SequenceEqual(pairs.Select(pair => pair.Text))
                && back.GetColumn<uint>("Key").Distinct().Order().SequenceEqual(Enumerable.Range(1, pairs.Select(pair => pair.Text).Distinct().Count()).Select(key => (uint)key));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Concatenations_are_as_long_as_their_parts()
        => Prop.ForAll(Rows(), rows =>
        {
            IDataView data = Load(rows);

            IDataView joined = _context.Transforms.Concatenate("All", "Left", "Number", "Right").Fit(data).Transform(data);

            float[][] all = Golden.Vectors(joined, "All");
            return ((VectorDataViewType)joined.Schema["All"].Type).Size == rows[0].Left.Length + 1 + rows[0].Right.Length
                && all.Zip(rows).All(pair => pair.First.SequenceEqual([.. pair.Second.Left, pair.Second.Number, .. pair.Second.Right]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Min_max_lands_in_its_range()
        => Prop.ForAll(Rows(), rows =>
        {
            IDataView data = Load(rows);

            float[][] aroundZero = Golden.Vectors(_context.Transforms.NormalizeMinMax("Left").Fit(data).Transform(data), "Left");
            float[][] fromZero = Golden.Vectors(_context.Transforms.NormalizeMinMax("Left", fixZero: false).Fit(data).Transform(data), "Left");

            const float rounding = 1e-6f;
            return aroundZero.All(row => row.All(value => Math.Abs(value) <= 1 + rounding))
                && fromZero.All(row => row.All(value => value is >= -rounding and <= 1 + rounding));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Bins_keep_the_order_of_values()
        => Prop.ForAll(Rows(), rows =>
        {
            IDataView data = Load(rows);

            float[] binned = [.. _context.Transforms.NormalizeBinning("Number", fixZero: false, maximumBinCount: 3).Fit(data).Transform(data).GetColumn<float>("Number")];

            int[] order = [.. Enumerable.Range(0, rows.Length).OrderBy(i => rows[i].Number)];
            return binned.All(value => value is >= 0 and <= 1)
                && order.Zip(order.Skip(1)).All(pair => binned[pair.First] <= binned[pair.Second]);
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<Pair[]> Rows()
    {
        Gen<float> number = Gen.Choose(-100000, 100000).Select(value => value / 128f);
        Gen<Pair[]> rows =
            from left in Gen.Choose(1, 20)
            from right in Gen.Choose(1, 20)
            from count in Gen.Choose(1, 12)
            from values in Gen.ArrayOf(
                from head in Gen.ArrayOf(number, left)
                from middle in number
                from tail in Gen.ArrayOf(number, right)
                select new Pair { Left = head, Number = middle, Right = tail },
                count)
            select values;
        return rows.ToArbitrary();
    }

    private IDataView Load(Pair[] rows)
    {
        var definition = SchemaDefinition.Create(typeof(Pair));
        definition["Left"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Left.Length);
        definition["Right"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows[0].Right.Length);
        return _context.Data.LoadFromEnumerable(rows, definition);
    }

    private sealed class Pair
    {
        public string Text { get; set; } = "";

        public float[] Left { get; set; } = [];

        public float Number { get; set; }

        public float[] Right { get; set; } = [];
    }
}
